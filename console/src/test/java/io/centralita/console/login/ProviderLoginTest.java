package io.centralita.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.console.access.Browser;
import io.centralita.console.oidc.Allowed;
import io.centralita.console.oidc.OidcSettings;
import io.centralita.fake.oidc.Client;
import io.centralita.fake.oidc.Fault;
import io.centralita.fake.oidc.OidcProvider;
import io.centralita.fake.oidc.Person;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// People sign in by an identity provider, which may fail in every way.
@Timeout(60)
class ProviderLoginTest {
    private static final Client CLIENT =
            new Client(
                    "centralita",
                    "s3cret: with%odd+chars",
                    "https://c.example/login/oidc/callback");
    private static final List<Allowed> ALLOWED =
            List.of(
                    Allowed.parse("Ana@Example.com").orElseThrow(),
                    Allowed.parse("@norte.example").orElseThrow(),
                    Allowed.parse("group:operators").orElseThrow(),
                    Allowed.parse("sub:248289761001").orElseThrow());

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private volatile Instant now = LoginHouse.NOON;
    private final OidcProvider provider = OidcProvider.start(vertx, CLIENT, () -> now);
    private final LoginHouse house =
            LoginHouse.of(
                    new OidcSettings(
                            provider.issuer(),
                            CLIENT.id(),
                            CLIENT.secret(),
                            ALLOWED,
                            URI.create(CLIENT.redirect())));

    ProviderLoginTest() throws Exception {
        log.start();
        root().addAppender(log);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger("io.centralita");
    }

    @AfterEach
    void close() throws Exception {
        root().detachAppender(log);
        house.close();
        http.shutdownNow();
        provider.close();
        vertx.close().await();
    }

    @Test
    void whoever_the_provider_vouches_for_comes_to_the_page_they_wanted() throws Exception {
        var browser = house.browser().with("X-Forwarded-Proto", "https");
        var page = browser.visit("/login?next=/calls");
        assertThat(page.body()).contains("/login/oidc?next=%2Fcalls").doesNotContain("<form");

        var entered = browser.visit(callback(browser, "/login/oidc?next=%2Fcalls"));
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(Browser.location(entered)).isEqualTo("/calls");
        assertThat(browser.cookies()).containsOnlyKeys("__Host-centralita");

        var session = browser.fetch("GET", "/api/session").body();
        var json = JsonMapper.builder().build().readTree(session);
        assertThat(json.path("how").asText()).isEqualTo("oidc");
        assertThat(json.path("name").asText()).isEqualTo("ana@example.com");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "USER_INFO_OF_SOMEBODY_ELSE", "USER_INFO_FAILS"})
    void whatever_goes_wrong_signs_nobody_in_and_is_explained(Fault fault) throws Exception {
        provider.goesWrong(fault);
        var browser = house.browser();
        var left = browser.visit("/login/oidc?next=/calls");
        var answer =
                left.statusCode() == 303 ? browser.visit(callback(Browser.location(left))) : left;

        assertThat(answer.statusCode()).isBetween(400, 503);
        assertThat(answer.body()).contains("role=\"alert\"");
        assertThat(browser.fetch("GET", "/api/calls").statusCode()).isEqualTo(401);
        assertThat(log.list)
                .extracting(ILoggingEvent::getMessage)
                .contains("nobody was signed in by the identity provider");
        var all = log.list.toString() + log.list.stream().map(e -> e.getKeyValuePairs()).toList();
        assertThat(all).doesNotContain("s3cret", "eyJ", "ana@example.com", "mallory");

        provider.goesWrong(Fault.NONE);
        if (!fault.name().startsWith("DISCOVERY") && !fault.name().startsWith("KEYS")) {
            assertThat(signIn(house.browser())).isEqualTo(303);
        }
    }

    @Test
    void a_provider_that_failed_is_asked_again_the_next_time() throws Exception {
        provider.goesWrong(Fault.DISCOVERY_FAILS);
        assertThat(house.browser().visit("/login/oidc").statusCode()).isEqualTo(503);
        provider.goesWrong(Fault.KEYS_FAIL);
        assertThat(signIn(house.browser())).isEqualTo(503);
        provider.goesWrong(Fault.NONE);
        assertThat(signIn(house.browser())).isEqualTo(303);
    }

    @Test
    void nobody_comes_back_twice_or_in_another_browser_or_too_late() throws Exception {
        var browser = house.browser();
        var back = callback(browser, "/login/oidc");
        assertThat(house.browser().visit(back).statusCode()).isEqualTo(400);
        assertThat(browser.visit(back).statusCode()).isEqualTo(400);

        var twice = house.browser();
        var once = callback(twice, "/login/oidc");
        var cookie = Map.copyOf(twice.cookies());
        assertThat(twice.visit(once).statusCode()).isEqualTo(303);
        twice.cookies().clear();
        twice.cookies().putAll(cookie);
        assertThat(twice.visit(once).statusCode()).isEqualTo(400);

        var late = house.browser();
        var after = callback(late, "/login/oidc");
        now = now.plus(Duration.ofMinutes(10));
        house.at(now);
        assertThat(late.visit(after).body()).contains("ya no vale");
    }

    @Test
    void what_is_made_up_leads_nowhere() throws Exception {
        var browser = house.browser();
        for (var path :
                List.of(
                        "/login/oidc/callback",
                        "/login/oidc/callback?code=x",
                        "/login/oidc/callback?state=&code=x",
                        "/login/oidc/callback?state=a&state=b&code=x",
                        "/login/oidc/callback?error=access_denied&error_description=%3Cscript%3E")) {
            var answer = browser.visit(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("<script");
        }
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void whoever_is_allowed_may_come_in_and_nobody_else() throws Exception {
        var may =
                List.of(
                        Person.of("ANA@example.com"),
                        Person.of("luis@norte.example"),
                        new Person("77", "", false, List.of("staff", "operators")),
                        new Person("248289761001", "", false, List.of()));
        for (var person : may) {
            provider.signsIn(person);
            assertThat(signIn(house.browser())).as("%s", person).isEqualTo(303);
        }
        var mayNot =
                List.of(
                        Person.of("eva@example.com"),
                        Person.of("ana@example.com.evil.example"),
                        Person.of("luis@norte.example.evil.example"),
                        Person.of("luis@evilnorte.example"),
                        new Person("78", "ana@example.com", false, List.of()),
                        new Person("79", "", false, List.of("operators2")),
                        new Person("ana@example.com", "", true, List.of()));
        for (var person : mayNot) {
            provider.signsIn(person);
            var browser = house.browser();
            assertThat(signIn(browser)).as("%s", person).isEqualTo(403);
            assertThat(browser.fetch("GET", "/api/calls").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void new_keys_are_asked_for_when_they_are_used_and_not_for_every_made_up_one()
            throws Exception {
        assertThat(signIn(house.browser())).isEqualTo(303);
        provider.rotate();
        now = now.plusSeconds(11);
        house.at(now);
        assertThat(signIn(house.browser())).isEqualTo(303);
        assertThat(count("/keys")).isEqualTo(2);

        provider.goesWrong(Fault.SIGNED_WITH_AN_UNKNOWN_KEY);
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(house.browser())).isEqualTo(403);
        }
        assertThat(count("/keys")).isEqualTo(2);
        assertThat(count("/.well-known/openid-configuration")).isEqualTo(1);
        now = now.plus(Duration.ofHours(1));
        house.at(now);
        provider.goesWrong(Fault.NONE);
        assertThat(signIn(house.browser())).isEqualTo(303);
        assertThat(count("/.well-known/openid-configuration")).isEqualTo(2);
    }

    @Test
    void a_provider_that_says_little_in_its_token_is_asked_for_the_rest() throws Exception {
        provider.isBrief(true);
        assertThat(signIn(house.browser())).isEqualTo(303);
        assertThat(provider.asked()).contains("/userinfo");
        for (var fault : List.of(Fault.USER_INFO_OF_SOMEBODY_ELSE, Fault.USER_INFO_FAILS)) {
            provider.goesWrong(fault);
            assertThat(signIn(house.browser())).as("%s", fault).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void a_provider_that_wants_the_secret_in_the_form_gets_it_there() throws Exception {
        provider.wantsSecretInForm(true);
        assertThat(signIn(house.browser())).isEqualTo(303);
    }

    @Test
    void whoever_leaves_all_the_time_does_not_have_others_forgotten() throws Exception {
        var busy = house.browser();
        for (int i = 0; i < 20; i++) {
            assertThat(busy.visit("/login/oidc").statusCode()).isEqualTo(303);
        }
        assertThat(busy.visit("/login/oidc").statusCode()).isEqualTo(429);
        var other = house.browser().with("X-Forwarded-For", "203.0.113.10");
        assertThat(signIn(other)).isEqualTo(303);
    }

    @Test
    void the_secret_does_not_show_in_the_settings_text() {
        var settings =
                new OidcSettings(
                        provider.issuer(),
                        CLIENT.id(),
                        CLIENT.secret(),
                        ALLOWED,
                        URI.create(CLIENT.redirect()));
        assertThat(settings.toString()).doesNotContain("s3cret");
        assertThat(ALLOWED)
                .extracting(Allowed::toString)
                .containsExactly(
                        "ana@example.com", "@norte.example", "group:operators", "sub:248289761001");
        assertThat(Optional.of("group:").flatMap(Allowed::parse)).isEmpty();
    }

    private long count(String path) {
        return provider.asked().stream().filter(path::equals).count();
    }

    /// @return the status of coming back
    private int signIn(Browser browser) throws Exception {
        return browser.visit(callback(browser, "/login/oidc")).statusCode();
    }

    private String callback(Browser browser, String departure) throws Exception {
        var left = browser.visit(departure);
        assertThat(left.statusCode()).isEqualTo(303);
        return callback(Browser.location(left));
    }

    /// Goes to the provider's page, and where that sends a browser: to us, who are somewhere else
    /// in tests.
    private String callback(String page) throws Exception {
        HttpResponse<String> sent =
                http.send(
                        HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        var back = URI.create(Browser.location(sent));
        return back.getPath() + "?" + back.getRawQuery();
    }
}
