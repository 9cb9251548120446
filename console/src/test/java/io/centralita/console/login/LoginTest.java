package io.centralita.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.console.access.Browser;
import io.centralita.console.access.ConsolePassword.Plain;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People sign in with the password, and out.
@Timeout(60)
class LoginTest {
    private static final String PASSWORD = "una contraseña & más";
    private static final Map<String, String> RIGHT = Map.of("password", PASSWORD, "next", "/calls");

    private LoginHouse house = LoginHouse.of(new Plain(PASSWORD));

    LoginTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void whoever_visits_a_page_from_afar_signs_in_and_sees_it() throws Exception {
        var browser = house.browser();

        var refused = browser.visit("/api/calls?limit=5");
        assertThat(refused.statusCode()).isEqualTo(303);
        assertThat(Browser.location(refused)).isEqualTo("/login?next=%2Fapi%2Fcalls%3Flimit%3D5");

        var page = browser.visit(Browser.location(refused));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("name=\"next\" value=\"/api/calls?limit", "Contraseña", "lang=\"es\"")
                .doesNotContain("<script", "style=");

        var entered =
                browser.submit(
                        "/login", Map.of("password", PASSWORD, "next", "/api/calls?limit=5"));
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(Browser.location(entered)).isEqualTo("/api/calls?limit=5");
        assertThat(browser.visit("/api/calls?limit=5").statusCode()).isEqualTo(200);

        var session = json(browser.fetch("GET", "/api/session"));
        assertThat(session.path("how").asText()).isEqualTo("password");
        assertThat(session.path("canLogOut").asBoolean()).isTrue();
        assertThat(session.path("expiresAt").asText()).isEqualTo("2026-12-02T12:00:00Z");
    }

    @Test
    void a_wrong_password_is_told_so_in_the_readers_language_and_counted() throws Exception {
        var browser = house.browser().with("Accept-Language", "fr, en;q=0.8, es;q=0.5");
        for (int i = 0; i < 10; i++) {
            var wrong = browser.submit("/login", Map.of("password", "guess " + i));
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.body()).contains("The password is not right.", "role=\"alert\"");
            assertThat(wrong.body()).doesNotContain("guess");
        }
        var locked = browser.submit("/login", RIGHT);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).contains("60");
        assertThat(browser.cookies()).isEmpty();
        // By the same lock, whichever way it is tried.
        assertThat(
                        browser.send("GET", "/api/calls", "", "Authorization", "Basic eA==")
                                .statusCode())
                .isEqualTo(429);

        house.at(LoginHouse.NOON.plusSeconds(60));
        assertThat(browser.submit("/login", RIGHT).statusCode()).isEqualTo(303);
    }

    @Test
    void whoever_guesses_locks_out_themselves_and_nobody_else_behind_the_same_proxy()
            throws Exception {
        var guessing = house.browser();
        for (int i = 0; i < 10; i++) {
            guessing.with("X-Forwarded-For", "10.1.1." + i + ", 198.51.100.7");
            guessing.submit("/login", Map.of("password", "guess"));
        }
        assertThat(guessing.submit("/login", RIGHT).statusCode()).isEqualTo(429);
        var another = house.browser().with("X-Forwarded-For", "198.51.100.8");
        assertThat(another.submit("/login", RIGHT).statusCode()).isEqualTo(303);
    }

    @Test
    void addresses_of_one_subscriber_are_one() throws Exception {
        var guessing = house.browser();
        for (int i = 0; i < 10; i++) {
            guessing.with("X-Forwarded-For", "2001:db8:1:2::" + i);
            guessing.submit("/login", Map.of("password", "guess"));
        }
        guessing.with("X-Forwarded-For", "2001:db8:1:2:ffff::1");
        assertThat(guessing.submit("/login", RIGHT).statusCode()).isEqualTo(429);
        guessing.with("X-Forwarded-For", "2001:db8:1:3::1");
        assertThat(guessing.submit("/login", RIGHT).statusCode()).isEqualTo(303);
    }

    @Test
    void nobody_but_a_trusted_proxy_says_who_asks() throws Exception {
        house.close();
        house = LoginHouse.behind(new Plain(PASSWORD), _ -> false, Optional.empty());
        var guessing = house.browser();
        for (int i = 0; i < 10; i++) {
            guessing.with("X-Forwarded-For", "198.51.100." + i);
            guessing.submit("/login", Map.of("password", "guess"));
        }
        assertThat(guessing.submit("/login", RIGHT).statusCode()).isEqualTo(429);
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_of_other_sites_forms() throws Exception {
        var cookie = cookieOf(house.browser().submit("/login", RIGHT));
        assertThat(cookie)
                .startsWith("centralita=")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Lax", "Path=/", "Max-Age=604800")
                .doesNotContain("Secure", "Domain");
        assertThat(cookie.substring("centralita=".length(), cookie.indexOf(';'))).hasSize(43);
    }

    @Test
    void over_tls_it_is_of_this_host_alone_and_never_sent_in_the_clear() throws Exception {
        var browser = house.browser().with("X-Forwarded-Proto", "https");
        assertThat(browser.visit("/login").body()).doesNotContain("no está cifrada");
        assertThat(cookieOf(browser.submit("/login", RIGHT)))
                .startsWith("__Host-centralita=")
                .contains("Secure");
        assertThat(browser.visit("/api/calls").statusCode()).isEqualTo(200);

        // What another host of the same domain may have set counts for nothing.
        var tossed = house.browser().with("X-Forwarded-Proto", "https");
        tossed.cookies().put("centralita", browser.cookies().get("__Host-centralita"));
        assertThat(tossed.visit("/api/calls").statusCode()).isEqualTo(303);
    }

    @Test
    void whoever_signs_in_in_the_clear_is_warned() throws Exception {
        assertThat(house.browser().visit("/login").body()).contains("no está cifrada");
    }

    @Test
    void a_session_id_that_somebody_else_has_chosen_is_never_taken() throws Exception {
        var browser = house.browser();
        browser.cookies().put("centralita", "chosen-by-somebody-else");
        browser.submit("/login", RIGHT);
        assertThat(browser.cookies().get("centralita"))
                .isNotEqualTo("chosen-by-somebody-else")
                .hasSize(43);
        var attacker = house.browser();
        attacker.cookies().put("centralita", "chosen-by-somebody-else");
        assertThat(attacker.visit("/api/calls").statusCode()).isEqualTo(303);
    }

    @Test
    void whoever_signs_in_again_has_a_new_session_and_the_old_one_is_over() throws Exception {
        var browser = house.browser();
        browser.submit("/login", RIGHT);
        var first = browser.cookies().get("centralita");
        browser.submit("/login", RIGHT);
        assertThat(browser.cookies().get("centralita")).isNotEqualTo(first);
        var old = house.browser();
        old.cookies().put("centralita", first);
        assertThat(old.fetch("GET", "/api/calls").statusCode()).isEqualTo(401);
    }

    @Test
    void a_session_ends_after_eight_hours_without_use_and_after_seven_days_in_any_case()
            throws Exception {
        var browser = house.browser();
        browser.submit("/login", RIGHT);
        var idle = house.browser();
        idle.submit("/login", RIGHT);
        var at = LoginHouse.NOON;
        for (int i = 0; i < 23; i++) {
            at = at.plus(Duration.ofHours(7));
            house.at(at);
            assertThat(browser.fetch("GET", "/api/calls").statusCode()).as("%s", at).isEqualTo(200);
        }
        assertThat(idle.fetch("GET", "/api/calls").statusCode()).isEqualTo(401);
        house.at(LoginHouse.NOON.plus(Duration.ofDays(7)));
        assertThat(browser.fetch("GET", "/api/calls").statusCode()).isEqualTo(401);
    }

    @Test
    void whoever_signs_out_is_out_whatever_cookie_they_keep() throws Exception {
        var browser = house.browser();
        browser.submit("/login", RIGHT);
        var kept = browser.cookies().get("centralita");
        browser.fetch("POST", "/api/work", "X-Requested-With", "centralita");
        var grant = house.grants.getFirst();
        assertThat(grant.isValid()).isTrue();

        var out = browser.submit("/logout", Map.of());
        assertThat(Browser.location(out)).isEqualTo("/login");
        assertThat(browser.cookies()).isEmpty();
        assertThat(grant.isValid()).isFalse();
        browser.cookies().put("centralita", kept);
        assertThat(browser.fetch("GET", "/api/calls").statusCode()).isEqualTo(401);
    }

    @Test
    void and_everywhere_if_they_say_so() throws Exception {
        var here = house.browser();
        var there = house.browser();
        here.submit("/login", RIGHT);
        there.submit("/login", RIGHT);
        here.submit("/logout", Map.of("everywhere", "true"));
        assertThat(there.fetch("GET", "/api/calls").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "javascript:alert(1)",
                "/\n/evil.example",
                "/%0d%0aSet-Cookie:x",
                "evil.example",
                ""
            })
    void nobody_is_led_elsewhere_after_signing_in(String next) throws Exception {
        var entered = house.browser().submit("/login", Map.of("password", PASSWORD, "next", next));
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(Browser.location(entered)).startsWith("/").doesNotStartWith("//");
        assertThat(entered.headers().allValues("Set-Cookie")).hasSize(1);
    }

    @Test
    void what_is_in_the_address_is_no_html() throws Exception {
        var page = house.browser().visit("/login?next=/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E");
        assertThat(page.body()).doesNotContain("<img");
    }

    @Test
    void a_form_that_is_too_large_or_empty_signs_nobody_in() throws Exception {
        var browser = house.browser();
        assertThat(browser.submit("/login", Map.of("password", "x".repeat(10_000))).statusCode())
                .isBetween(400, 413);
        assertThat(browser.submit("/login", Map.of("password", "x".repeat(2_000))).statusCode())
                .isEqualTo(401);
        assertThat(browser.submit("/login", Map.of()).statusCode()).isEqualTo(401);
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void without_any_way_in_the_page_says_what_to_set() throws Exception {
        house.close();
        house = LoginHouse.closed();
        var page = house.browser().visit("/login");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("CONSOLE_PASSWORD").doesNotContain("<form");
        assertThat(house.browser().submit("/login", Map.of("password", "")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void on_this_machine_it_works_at_once() throws Exception {
        var near = house.browser().near();
        assertThat(near.visit("/api/calls").statusCode()).isEqualTo(200);
        assertThat(Browser.location(near.visit("/login?next=/calls"))).isEqualTo("/calls");
        var session = json(near.fetch("GET", "/api/session"));
        assertThat(session.path("how").asText()).isEqualTo("loopback");
        assertThat(session.path("canLogOut").asBoolean()).isFalse();
        assertThat(session.path("expiresAt").isNull()).isTrue();
    }

    private static String cookieOf(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
