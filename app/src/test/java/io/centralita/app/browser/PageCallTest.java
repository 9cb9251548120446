package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.text.BundledTexts;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A person at a page, in a real Chromium, calls a whole server with the embedded engine: what they
/// hear and read, and what is left.
class PageCallTest {
    /// Of somebody who is not to be done before the caller has had their say.
    private static final String LONG_GREETING =
            "Hola, le atiende la asistente de pruebas. Le cuento despacio todo lo que puedo hacer por"
                    + " usted. Puedo contar los clientes activos de cada router, decirle qué routers"
                    + " están configurados y cómo están, mirar qué interfaces quedan libres y cuáles"
                    + " llevan más tráfico, comprobar qué puertas de enlace responden, y avisarle de"
                    + " los clientes que tienen problemas. También le digo la hora, si la necesita."
                    + " Cuando quiera puede interrumpirme, que para eso estoy hablando tanto.";

    @RegisterExtension static final BrowserRig browser = new BrowserRig();
    @TempDir static Path directory;

    private static BrowserHouse house;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        house = new BrowserHouse(directory, Map.of("LANGUAGE", "es"));
        house.tenant("largo", "\"greeting\": {\"open\": \"" + LONG_GREETING + "\"}");
    }

    @AfterAll
    static void close() throws Exception {
        if (house != null) {
            house.close();
        }
    }

    @BeforeEach
    void nobodySpeaks() throws Exception {
        browser.microphone().play(CallingPage.room());
    }

    @Test
    void the_greeting_is_heard_and_a_question_is_answered_in_voice_and_captions() throws Exception {
        browser.microphone()
                .says(
                        CallingPage.after(Duration.ofSeconds(6), CallingPage.QUESTION),
                        Duration.ofSeconds(60));
        var greeting = new BundledTexts().text("call.greeting", BrowserHouse.SPANISH);
        var page = page().calls();

        page.person().evaluate("ear.listen()");
        page.person().sees(greeting);
        page.page().waitForFunction("() => ear.voiced() >= 12");
        var heard = measured(page.person().evaluate("ear.stop()"));
        var said =
                measured(
                        page.page()
                                .evaluate(
                                        "([pcm, hz]) => ear.of(pcm, hz)",
                                        List.of(
                                                pcm(BrowserHouse.spoken(greeting)),
                                                BrowserHouse.RATE_HZ)));
        assertThat(heard.hz()).as("pitch").isCloseTo(said.hz(), Percentage.withPercentage(12));
        assertThat(heard.rms()).as("energy").isCloseTo(said.rms(), Percentage.withPercentage(50));
        browser.screenshot(page.page(), "real-greeting");

        page.isAnswered().hearsTheVoice();
        browser.screenshot(page.page(), "real-answer");
        assertThat(page.person().captions())
                .anyMatch(line -> line.startsWith("Tú:") && line.contains("clientes activos"));

        var report = page.hangsUp(house);
        browser.screenshot(page.page(), "real-hung-up");
        assertThat(report.path("channel").asText()).isEqualTo("webrtc");
        assertThat(report.at("/tools/0/outcome").asText()).isEqualTo("answered");
        assertThat(report.at("/diagnostics/states/connection").asText()).isEqualTo("connected");
    }

    @Test
    void who_is_muted_interrupts_nobody_and_who_speaks_does() throws Exception {
        browser.microphone()
                .says(
                        CallingPage.after(Duration.ofSeconds(3), CallingPage.QUESTION),
                        Duration.ofSeconds(2));
        var page = page();
        page.person().with("tenant", "largo");
        page.calls().person().press("Silenciar").sees("Activar micrófono");

        page.page().waitForFunction("async () => (await ear.atMicrophone()) > 0.02");
        page.page().waitForFunction("ear.silentAtMicrophone");
        page.hearsTheVoice();
        browser.screenshot(page.page(), "real-muted");
        assertThat(page.person().captions())
                .hasSize(1)
                .noneMatch(line -> line.contains("interrumpido"));

        page.person().press("Activar micrófono").sees("interrumpido").hearsNothing();
        browser.screenshot(page.page(), "real-barge-in");
        page.isAnswered().person().evaluate("ear.witness.stop()");

        assertInterrupted(page.hangsUp(house));
    }

    @Test
    void the_button_stops_the_assistant_and_a_typed_question_is_answered_without_a_microphone()
            throws Exception {
        var page = page();
        page.person().with("tenant", "largo");
        page.person()
                .evaluate("document.querySelector('centralita-call').call({ microphone: false })");
        page.person().is("talking");
        page.hearsTheVoice();

        page.person().press("Interrumpir").sees("interrumpido").hearsNothing();
        browser.screenshot(page.page(), "real-interrupted");
        page.person().types(CallingPage.QUESTION);
        page.isAnswered();
        assertThat(page.person().evaluate("spy.constraints.length")).isEqualTo(0);

        assertInterrupted(page.hangsUp(house));
    }

    @Test
    void whose_tab_is_closed_has_hung_up() throws Exception {
        var page = page().calls();
        var id = page.id();

        page.page().close();

        house.awaitNothing(id);
        var report = house.report(id);
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(report.path("reason").asText()).isEqualTo("hung-up");
    }

    @Test
    void whom_somebody_at_the_switchboard_cuts_off_is_told_who_it_was() throws Exception {
        var page = page().calls();
        var id = page.id();

        HttpResponse<String> cut =
                house.send(
                        "POST", "/api/calls/" + id + "/hangup", "{\"reason\": \"wrong-number\"}");
        assertThat(cut.statusCode()).as(cut.body()).isEqualTo(202);

        page.person().is("ended").sees("Una persona de la centralita ha terminado la llamada.");
        browser.screenshot(page.page(), "real-cut-off");
        page.person().leavesNothing();
        house.awaitNothing(id);
        assertThat(house.report(id).path("endedBy").asText()).isEqualTo("operator");
    }

    private static CallingPage page() {
        return CallingPage.of(house, browser.person(Look.DESK));
    }

    /// The greeting was, long before its end.
    private static void assertInterrupted(JsonNode report) throws Exception {
        var greeting = report.at("/turns/0");
        assertThat(greeting.path("interrupted").asBoolean()).isTrue();
        long heardMs = greeting.path("endMs").asLong() - greeting.path("startMs").asLong();
        long wholeMs = BrowserHouse.spoken(LONG_GREETING).length * 1_000L / BrowserHouse.RATE_HZ;
        assertThat(heardMs).isBetween(1L, wholeMs - 1_000);
        assertThat(report.path("tools").size()).isPositive();
    }

    private record Measured(double rms, double hz) {}

    private static Measured measured(Object told) {
        var values = (Map<?, ?>) told;
        return new Measured(number(values.get("rms")), number(values.get("hz")));
    }

    private static double number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }

    private static String pcm(short[] samples) {
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
