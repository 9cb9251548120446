package io.centralita.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.centralita.app.console.ConsoleHouse.spoken;
import static io.centralita.app.console.Sights.containing;
import static io.centralita.app.console.Sights.passed;
import static io.centralita.app.console.Sights.shown;
import static io.centralita.app.console.Sights.shownAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.centralita.channel.caller.CallerScript;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What people do at the console's pages, with a whole server behind them: a call that is seen,
/// heard, taken over and ended, and all of it found afterwards; a call of their own; the house.
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleEndToEndTest {
    @RegisterExtension static final BrowserRig BROWSER = new BrowserRig();
    @TempDir static Path directory;

    private static final double PATIENCE_MS = 30_000;
    private static final Look DESK =
            new Look(
                    ConsoleHouse.SPANISH,
                    ColorScheme.LIGHT,
                    1_440,
                    900,
                    ReducedMotion.REDUCE,
                    true);

    private static ConsoleHouse house;
    private static BrowserContext desk;
    private static String call = "";

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        house = new ConsoleHouse(directory);
        desk = BROWSER.resident(DESK);
        desk.setDefaultTimeout(PATIENCE_MS);
    }

    @AfterAll
    static void close() {
        PlaywrightAssertions.setDefaultAssertionTimeout(5_000);
        if (house != null) {
            house.close();
        }
    }

    private static Page page(String path) {
        return BROWSER.visit(desk, house.url(path));
    }

    @Test
    @Order(1)
    void a_house_without_calls_shows_the_ways_to_one() {
        var page = page("/");
        assertThat(page.locator(".way")).hasCount(3);
        shown(BROWSER, page, "real-first-visit");
        for (var empty : List.of("/live", "/calls", "/stats", "/callers")) {
            page.navigate(house.url(empty));
            page.locator(".state.empty").waitFor();
            shown(BROWSER, page, "real-empty" + empty.replace('/', '-'));
        }
    }

    @Test
    @Order(2)
    void a_call_is_seen_listened_to_taken_over_and_ended() throws Exception {
        BROWSER.microphone().tone(440);
        var page = page("/live");
        page.locator(".state.empty").waitFor();
        page.evaluate(Sights.REMEMBER_WHAT_PASSES);
        var result =
                house.dial(
                        CallerScript.builder()
                                .bargeIn(Duration.ofMillis(700), spoken("Dime la hora despacio."))
                                .awaitHangUp(Duration.ofMinutes(2))
                                .build());

        var row = page.locator(".call-row");
        assertThat(row).containsText("+34 600 000 001");
        assertThat(row).containsText("norte · Twilio");
        assertThat(page.locator(".side .badge").first()).hasText("1");
        BROWSER.screenshot(page, "real-live");
        row.click();
        assertThat(page.locator("h1")).hasText("+34 600 000 001");
        assertThat(page.locator(".said.assistant").first()).containsText("Esta llamada");
        assertThat(page.locator(".said.caller").first()).containsText("hora despacio");
        assertThat(page.locator(".said", containing("interrumpido"))).isVisible();
        passed(page, "^get_current_time_slow[1-9],\\d s");
        passed(page, "^(\\d+ ms|\\d,\\d s)el más largo");
        for (var who : List.of("Centralita", "Asistente", "Quien llama")) {
            passed(page, "^" + who + "$");
        }
        page.waitForFunction(Sights.BOTH_SIDES_ARE_DRAWN);
        shown(BROWSER, page, "real-live-call");
        assertThat(page.locator(".tool-list li", containing("get_current_time_slow")))
                .containsText(Pattern.compile("\\d,\\d s"));
        assertThat(page.locator(".said.assistant").nth(1)).containsText("Son las");

        var listen = page.locator(".page-title .button").first();
        listen.click();
        assertThat(page.locator(".banner-box")).containsText("no le oye");
        assertThat(page.locator(".chip", containing("Escuchando: 1"))).isVisible();
        listen.click();
        assertThat(page.locator(".banner-box")).hasCount(0);

        page.locator(".page-title .button").nth(1).click();
        page.locator("dialog .primary").click();
        assertThat(page.locator(".banner-box.operator")).isVisible();
        assertThat(page.locator(".said.operator").first()).isVisible();
        assertThat(page.locator(".figures .speaker.operator")).isVisible();
        shown(BROWSER, page, "real-taken-over");
        page.locator(".banner-box input").fill("Es Marta, del 4.º B");
        page.locator(".banner-box .button").click();
        assertThat(page.locator(".banner-box")).hasCount(0);

        page.locator(".button.danger").click();
        page.locator("dialog .danger").click();
        assertThat(page.locator(".banner-box")).containsText("operador");
        shown(BROWSER, page, "real-live-over");
        page.locator(".banner-box .button").click();
        assertThat(page.locator(".transcript .said").first()).isVisible();
        call = page.url().replaceAll(".*/calls/", "");
        assertThat(result.get().callSid()).isEqualTo(call);
        var report = house.get("/api/calls/" + call);
        assertThat(report.path("endedBy").asText()).isEqualTo("operator");
        assertThat(report.path("tenant").asText()).isEqualTo("norte");
    }

    @Test
    @Order(3)
    void a_call_that_is_over_is_drawn_to_scale_and_heard_in_step() throws Exception {
        var timeline = house.get("/api/calls/" + call + "/timeline");
        var asked =
                timeline.path("turns")
                        .valueStream()
                        .filter(turn -> turn.path("text").asText().contains("hora despacio"))
                        .findFirst()
                        .orElseThrow();
        var page = page("/calls/" + call + "?at=" + (asked.path("startMs").asInt() + 200));
        assertThat(page.locator(".said.now")).containsText("hora despacio");
        assertThat(page.locator(".said")).hasCount(timeline.path("turns").size());
        assertThat(page.locator(".said .note", containing("tras ")).first()).isVisible();
        assertThat(page.locator(".said.operator").first()).isVisible();
        assertThat(page.locator(".happened", containing("get_current_time_slow"))).isVisible();
        assertThat(page.locator(".timeline-panel .muted")).hasCount(0);
        page.waitForFunction("() => document.querySelector('call-timeline').peaks");
        shown(BROWSER, page, "real-call");

        // The place of the axis that stands for the caller's turn is where its sound is.
        var loud =
                (Boolean)
                        page.evaluate(
                                """
                                ([from, to]) => {
                                  const { peaks } = document.querySelector('call-timeline');
                                  const level = (side, a, b) => Math.max(...peaks[side].slice(
                                    Math.ceil((a - peaks.offsetMs) / peaks.stepMs), (b - peaks.offsetMs) / peaks.stepMs));
                                  return level('caller', from, to) > 40 && level('caller', to + 500, to + 1_500) < 20;
                                }""",
                                List.of(
                                        asked.path("startMs").asInt(),
                                        asked.path("endMs").asInt()));
        assertThat(loud).isTrue();

        page.locator(".play:not([disabled])").click();
        page.waitForFunction(
                "start => document.querySelector('call-timeline').now > start + 3_000",
                asked.path("startMs").asInt());
        page.locator(".play").click();
        assertThat(page.locator(".play")).hasAttribute("aria-label", "Reproducir");
        page.locator(".said.operator .place-button").first().click();
        assertThat(page.locator(".said.now")).hasClass(Pattern.compile(".*operator.*"));
        assertThat(page).hasURL(Pattern.compile(".*\\?at=\\d+"));
        page.reload();
        assertThat(page.locator(".said.now")).hasClass(Pattern.compile(".*operator.*"));

        assertThat(page.locator(".facts")).containsText("operador");
        page.locator("#tab-tools").click();
        assertThat(page.locator(".tool-cards li")).hasCount(timeline.path("tools").size());
        shown(BROWSER, page, "real-call-tools");
        page.locator("#tab-log").click();
        assertThat(page.locator(".log li").first()).isVisible();
        shown(BROWSER, page, "real-call-log");
    }

    @Test
    @Order(4)
    void whoever_tries_it_chooses_the_tenant_and_the_engine() throws Exception {
        BROWSER.microphone().silence();
        var page = page("/try");
        page.locator("select[name=tenant]").selectOption("norte");
        page.locator("select[name=engine]").selectOption("pipeline");
        assertThat(page).hasURL(Pattern.compile(".*/try\\?tenant=norte&engine=pipeline"));
        shown(BROWSER, page, "real-try");
        page.locator("centralita-call button.call").click();
        assertThat(page.locator("select[name=engine]")).isDisabled();
        page.locator("centralita-call textarea, centralita-call input[type=text]")
                .first()
                .fill("¿Quién es usted?");
        page.keyboard().press("Enter");
        assertThat(page.getByText(ConsoleHouse.OTHER_ANSWER).first()).isVisible();
        shown(BROWSER, page, "real-try-call");
        var watch = page.locator("a[href^='/live/']");
        var id = watch.getAttribute("href").replaceAll(".*/", "");
        assertThat(house.get("/api/calls/" + id).path("engine").asText()).isEqualTo("pipeline");
        page.locator("centralita-call .control.end").click();
        page.locator("a[href='/calls/" + id + "']").click();
        assertThat(page.locator(".said.assistant", containing(ConsoleHouse.OTHER_ANSWER)))
                .isVisible();
        assertThat(page.locator(".lead")).containsText("pipeline");
        var report = house.get("/api/calls/" + id);
        assertThat(report.path("tenant").asText()).isEqualTo("norte");
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
    }

    @Test
    @Order(5)
    void tenants_are_made_changed_brought_back_and_deleted() throws Exception {
        var page = page("/tenants");
        page.locator("input[name=id]").fill("sur");
        page.locator("input[name=company]").fill("Sur Radio");
        page.locator(".inline-form .primary").click();
        assertThat(page.locator("h1")).hasText("sur");
        var area = page.locator("textarea");
        assertThat(area).hasValue(Pattern.compile("Sur Radio"));
        area.fill(area.inputValue() + "language: klingon\n");
        page.locator(".section-head .primary").click();
        assertThat(page.locator(".problems")).containsText("klingon");
        assertThat(page.locator(".editor-lines .marked")).isVisible();
        shown(BROWSER, page, "real-tenant-wrong");
        area.fill(
                area.inputValue()
                        .replace(
                                "klingon",
                                "en\nnumbers:\n- number: \"+34910000002\"\n  active: false"));
        page.locator(".section-head .primary").click();
        assertThat(page.locator(".toast", containing("Guardado")).first()).isVisible();
        assertThat(page.locator(".versions li")).hasCount(2);
        shown(BROWSER, page, "real-tenant");

        page.locator(".side a[href='/numbers']").click();
        assertThat(page.locator(".number-card")).hasCount(3);
        assertThat(page.locator(".number-card").first()).containsText("Norte Fibra");
        assertThat(page.locator(".number-card").nth(1)).containsText("inactivo");
        page.locator("input[name=dialled]").fill("910 000 001");
        page.keyboard().press("Enter");
        assertThat(page.locator(".numbers-answer")).containsText("Norte Fibra");
        page.locator("input[name=dialled]").fill("+34 910 000 002");
        page.keyboard().press("Enter");
        assertThat(page.locator(".numbers-answer")).containsText("no contesta nadie");
        shown(BROWSER, page, "real-numbers");

        page.navigate(house.url("/tenants/sur"));
        page.locator(".danger-zone .danger").click();
        page.locator("dialog .danger").click();
        assertThat(page.locator(".tenant-card")).hasCount(1);
        shown(BROWSER, page, "real-tenants");
    }

    @Test
    @Order(6)
    void what_is_remembered_of_a_caller_is_shown_handed_over_and_erased() throws Exception {
        house.awaitCaller();
        var page = page("/callers?tenant=norte");
        var card = page.locator(".caller-cards li.panel");
        assertThat(card).containsText("Marta");
        assertThat(card).containsText("+34 600 000 001");
        assertThat(card).containsText("Su router es el 146.");
        shown(BROWSER, page, "real-callers");
        var file = page.waitForDownload(card.locator(".button").first()::click);
        assertThat(file.suggestedFilename()).isEqualTo("34600000001.json");
        assertThat(Files.readString(file.path())).contains("Preguntó por los clientes");
        card.locator(".danger").click();
        page.locator("dialog .danger").click();
        assertThat(page.locator(".state.empty")).isVisible();
        assertThat(house.send("GET", "/api/calls/" + call + "/recording", "").statusCode())
                .isEqualTo(404);
        page.navigate(house.url("/calls/" + call));
        assertThat(page.locator("h1")).hasText("Número oculto");
        shown(BROWSER, page, "real-call-forgotten");
    }

    @Test
    @Order(7)
    void the_house_answers_speaks_and_examines_itself() {
        var page = page("/network");
        assertThat(page.locator(".router.up").first()).isVisible();
        page.locator("input[name=question]").fill("¿Cuántos clientes hay en router-146?");
        page.keyboard().press("Enter");
        assertThat(page.locator(".answer-text").first()).containsText("FIBRA OPTICA");
        shown(BROWSER, page, "real-network");

        page.navigate(house.url("/prompts"));
        var hear = page.locator(".prompt button:not([disabled])").first();
        hear.click();
        assertThat(hear).hasAttribute("aria-label", "Pausa");
        shown(BROWSER, page, "real-prompts");

        page.navigate(house.url("/tools?tenant=norte"));
        assertThat(page.locator(".tool-grid li", containing("consultar_mikrotik"))).isVisible();
        shown(BROWSER, page, "real-tools");

        page.navigate(house.url("/settings"));
        assertThat(page.locator(".setting", containing("RECORD_CALLS"))).containsText("entorno");
        shown(BROWSER, page, "real-settings");
        for (var secret : ConsoleHouse.secrets().values()) {
            assertThat(page.content()).doesNotContain(secret);
        }

        page.navigate(house.url("/doctor"));
        page.locator(".page-title .button").click();
        assertThat(page.locator(".check-line").nth(3)).isVisible();
        assertThat(page.locator(".verdict")).isVisible();
        shown(BROWSER, page, "real-doctor");

        page.navigate(house.url("/stats"));
        assertThat(page.locator(".figures").first()).containsText("Llamadas");
        page.locator(".u-over").first().waitFor();
        shown(BROWSER, page, "real-stats");
        page.navigate(house.url("/"));
        page.locator(".recent").waitFor();
        shown(BROWSER, page, "real-home");
        page.navigate(house.url("/calls"));
        page.locator(".call-card").first().waitFor();
        shown(BROWSER, page, "real-calls");
    }

    @Test
    @Order(8)
    void from_elsewhere_one_signs_in_and_out() {
        var person = BROWSER.person(DESK.in(Locale.of("en")).dark().withoutMicrophone());
        var page = person.newPage();
        page.navigate(elsewhere("/calls?tenant=norte"));
        shownAs(BROWSER, page, "real-forbidden-en", ".state.forbidden a");
        page.locator(".state.forbidden a").click();
        page.locator("input[name=password]").fill("another one");
        page.locator("button[type=submit]").click();
        shownAs(BROWSER, page, "real-login-en", "input[name=password]");
        page.locator("input[name=password]").fill(ConsoleHouse.PASSWORD);
        page.locator("button[type=submit]").click();
        assertThat(page).hasURL(Pattern.compile(".*/calls\\?tenant=norte"));
        page.locator(".call-card").first().waitFor();
        assertThat(page.locator(".side .session")).containsText("admin");
        page.locator(".side .session button").click();
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
        page.navigate(elsewhere("/live"));
        page.locator(".banner").waitFor();
    }

    /// The same server under a name that is not this machine's.
    private static String elsewhere(String path) {
        return "http://%s:%d%s"
                .formatted(BrowserRig.insecureHost(), house.server.url().getPort(), path);
    }

    @Test
    @Order(9)
    void every_page_fits_a_telephone_at_night_in_english() {
        var asked = new CopyOnWriteArrayList<String>();
        var phone = BROWSER.person(DESK.in(Locale.of("en")).dark().phone());
        phone.onRequest((Request request) -> asked.add(request.url()));
        var page = phone.newPage();
        for (var place :
                List.of(
                        "/ .recent",
                        "/live .state.empty",
                        "/calls .call-card",
                        "/calls/" + call + " .player",
                        "/try centralita-call",
                        "/network .router",
                        "/tenants .tenant-card",
                        "/tenants/norte textarea",
                        "/numbers .number-card",
                        "/callers?tenant=norte .state.empty",
                        "/prompts .prompt",
                        "/tools .tool-grid",
                        "/settings .setting",
                        "/doctor .state.empty",
                        "/stats .u-over")) {
            var path = place.substring(0, place.indexOf(' '));
            page.navigate(house.url(path));
            var name = path.replaceAll("[?].*", "").replace(call, "one").replace('/', '-');
            shownAs(BROWSER, page, "real-phone" + name, place.substring(path.length() + 1));
        }
        assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(house.url("/")));
    }
}
