package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.media.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A person at a page, in a real Chromium, calls a whole server with the embedded engine.
class PageCallTest {
    private static final String QUESTION = "¿Cuántos clientes activos hay?";

    /// How the answer begins, whatever the demonstration network counts at that moment.
    private static final Pattern ANSWER = Pattern.compile("^Hay \\d+ clientes activos");

    private static final double PATIENCE_MS = 30_000;
    private static final String PAGE =
            """
            <!doctype html><html lang="es"><head><meta charset="utf-8"><title>Una página</title>
            <link rel="icon" href="data:,">
            <script type="module" src="/voice/centralita-call.js"></script></head>
            <body><centralita-call></centralita-call></body></html>
            """;

    @RegisterExtension static final BrowserRig browser = new BrowserRig();
    @TempDir static Path directory;

    private static BrowserHouse house;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        house = new BrowserHouse(directory, Map.of("LANGUAGE", "es"));
    }

    @AfterAll
    static void close() throws Exception {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void a_question_is_asked_by_voice_and_answered_in_voice_and_captions() throws Exception {
        browser.microphone()
                .says(
                        at48kHz(BrowserHouse.spoken(QUESTION), Duration.ofSeconds(3)),
                        Duration.ofSeconds(40));
        var page = page();

        page.locator("button.call").click();
        page.getByText(ANSWER).waitFor();
        browser.screenshot(page, "real-answer");
        assertThat(page.locator("li.entry.caller:visible").first().innerText())
                .contains("clientes activos");
        var id = (String) page.evaluate("document.querySelector('centralita-call').session.id");
        page.locator(".control.end").click();

        var report = house.report(id);
        assertThat(report.path("channel").asText()).isEqualTo("webrtc");
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(report.path("diagnostics").path("states").path("connection").asText())
                .isEqualTo("connected");
    }

    @Test
    void a_question_that_is_typed_is_answered_too_and_without_a_microphone() throws Exception {
        var page = page();
        page.locator("centralita-call").evaluate("call => call.call({ microphone: false })");

        page.getByRole(AriaRole.TEXTBOX).fill(QUESTION);
        page.keyboard().press("Enter");

        page.getByText(ANSWER).waitFor();
        page.locator(".control.end").click();
    }

    private static Page page() {
        var page = browser.person(Look.DESK).newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        var url = house.server.url().resolve("/try.html").toString();
        page.route(
                url,
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setContentType("text/html; charset=utf-8")
                                        .setBody(PAGE)));
        page.route(
                house.server.url().resolve("/api/voice/ice-servers").toString(),
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setContentType("application/json")
                                        .setBody("{\"iceServers\":[],\"turn\":false}")));
        page.navigate(url);
        return page;
    }

    /// After a pause in which the greeting is said.
    private static short[] at48kHz(short[] words, Duration pause) {
        var spoken = new Recording(BrowserHouse.RATE_HZ, words).at(48_000).samples();
        int before = Math.toIntExact(pause.toMillis() * 48);
        var whole = new short[before + spoken.length];
        System.arraycopy(spoken, 0, whole, before, spoken.length);
        return whole;
    }
}
