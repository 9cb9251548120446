package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.browser.FakeMicrophone;
import io.centralita.console.browser.Look;
import io.centralita.media.Tones;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// A call that goes well: what the person sees and hears, what the server hears, and what is left.
class BrowserCallTest extends CallsInABrowser {
    private static final int CALLER_HZ = 440;

    @Test
    void a_call_connects_the_greeting_is_heard_and_hanging_up_leaves_nothing() {
        var person = person();

        person.press("Llamar").is("talking").sees(GREETING).hears(VOICE_HZ);
        person.press("Colgar").is("ended").sees("Has colgado.").leavesNothing();

        assertThat(server.asked("DELETE", "/rtc_1")).hasSize(1);
        server.until("standIn.last.ended");
    }

    @Test
    void the_offer_is_made_in_order_and_with_the_microphone_that_was_asked_for() {
        var person = person();
        person.with("tenant", "fibra").press("Llamar").is("talking");

        assertThat(person.evaluate("JSON.stringify(spy.constraints)"))
                .isEqualTo(
                        "[{\"audio\":{\"echoCancellation\":true,\"noiseSuppression\":true,"
                                + "\"autoGainControl\":true,\"channelCount\":1}}]");
        var configuration =
                new JsonObject((String) person.evaluate("JSON.stringify(spy.configurations[0])"));
        assertThat(configuration.getString("bundlePolicy")).isEqualTo("max-bundle");
        assertThat(configuration.getString("rtcpMuxPolicy")).isEqualTo("require");
        assertThat(configuration.containsKey("ttl")).isFalse();
        var opened = server.asked("POST", "/session").getFirst().body();
        assertThat(opened.getString("tenant")).isEqualTo("fibra");
        assertThat(opened.getString("language")).isEqualTo("es");
        assertThat(opened.getString("sdp")).contains("m=audio", "m=application", "a=candidate:");
        assertThat(server.asked.getFirst().path()).endsWith("/ice-servers");
    }

    @Test
    void what_the_person_says_reaches_the_server_and_is_answered() throws Exception {
        speaks(Duration.ofSeconds(20));
        var person = person();

        person.press("Llamar").is("talking").sees("un tono de 4").sees(ANSWER).hears(VOICE_HZ);

        assertThat(((Number) server.does("standIn.last.pitch")).doubleValue())
                .isBetween(CALLER_HZ - 15.0, CALLER_HZ + 15.0);
    }

    @Test
    void who_speaks_interrupts_the_assistant() throws Exception {
        speaks(Duration.ofSeconds(20));
        server.plan = new JsonObject();
        var person = person();
        person.press("Llamar").is("talking");
        server.does(
                "standIn.last.say('Te lo cuento con todo detalle.', { ms: 60000, keep: true })");

        person.hears(VOICE_HZ).sees("interrumpido");
    }

    @Test
    void the_button_interrupts_the_assistant() {
        server.plan = new JsonObject();
        var person = person();
        person.press("Llamar").is("talking");
        server.does(
                "standIn.last.say('Te lo cuento con todo detalle.', { ms: 60000, keep: true })");

        person.hears(VOICE_HZ)
                .press("Interrumpir")
                .sees("interrumpido")
                .sees("Te escucho")
                .hearsNothing();

        assertThat(server.does("standIn.last.received.slice(-2).map((event) => event.type).join()"))
                .isEqualTo("response.cancel,output_audio_buffer.clear");
    }

    @Test
    void who_is_muted_is_not_heard() throws Exception {
        browser.microphone().tone(CALLER_HZ);
        var person = person();
        person.press("Llamar").is("talking");
        server.until("standIn.last.heard.rms > 0.02");

        person.press("Silenciar");
        server.until("standIn.last.heard.rms < 0.001");
        person.press("Activar micrófono");
        server.until("standIn.last.heard.rms > 0.02");
    }

    @Test
    void a_typed_message_is_a_turn_and_interrupts_as_speech_does() {
        server.plan = new JsonObject().put("answer", ANSWER);
        var person = person();
        person.press("Llamar").is("talking");
        server.does(
                "standIn.last.say('Te lo cuento con todo detalle.', { ms: 60000, keep: true })");
        person.sees("Te lo cuento");

        person.types("¿Cuántos clientes hay?").sees(ANSWER).sees("interrumpido");

        assertThat(person.captions())
                .containsExactly(
                        "Asistente: Te lo cuento con todo detalle. interrumpido",
                        "Tú: ¿Cuántos clientes hay? escrito",
                        "Asistente: " + ANSWER);
    }

    @Test
    void what_is_typed_before_the_call_stands_is_said_when_it_does() {
        var person = person();
        person.evaluate(
                "{ const call = document.querySelector('centralita-call'); call.call(); call.say('hola'); }");

        person.is("talking").sees("hola");

        server.until("standIn.received('conversation.item.create').length === 1");
        server.until("standIn.received('response.create').length === 1");
    }

    @Test
    void what_is_looked_up_is_shown_while_it_lasts() {
        server.plan = new JsonObject();
        var person = person();
        person.press("Llamar").is("talking");

        var call = server.does("standIn.last.lookUp('consultar_mikrotik')");
        person.sees("Consultando: consultar mikrotik…").sees("Consultando…");
        server.does("standIn.last.lookedUp('" + call + "')");
        person.sees("Consultado: consultar mikrotik").sees("Te escucho");
    }

    @Test
    void the_end_of_a_turn_is_configured_before_anything_is_heard() throws Exception {
        browser.microphone().tone(CALLER_HZ);
        server.plan = new JsonObject().put("updateAfterMs", 1_000);
        var person = person();

        person.with("silence", "700").press("Llamar");
        server.until("standIn.received('session.update').length === 1");
        assertThat(
                        server.does(
                                "standIn.received('session.update')[0].session.audio.input.turn_detection.silence_duration_ms"))
                .isEqualTo(700);
        assertThat((Boolean) server.does("standIn.last.heard.rms < 0.001")).isTrue();
        assertThat(person.evaluate("document.querySelector('centralita-call').state"))
                .isEqualTo("connecting");
        person.is("talking");
        server.until("standIn.last.heard.rms > 0.02");
    }

    @Test
    void a_server_that_says_goodbye_ends_the_call() {
        var person = person(Look.DESK.in(Locale.ENGLISH));
        person.press("Call").is("talking");

        server.does("standIn.last.end(true)");

        person.is("ended").sees("The assistant ended the call.").leavesNothing();
        assertThat(server.asked("GET", "/rtc_1")).hasSize(1);
        assertThat(server.asked("DELETE", "/rtc_1")).isEmpty();
    }

    @Test
    void the_diagnosis_reaches_the_server_and_names_nobody() {
        var person = person();
        person.press("Llamar").is("talking");
        person.page().waitForCondition(() -> !server.asked("POST", "/diagnostics").isEmpty());

        var report = server.asked("POST", "/diagnostics").getFirst().body();
        assertThat(report.getJsonObject("microphone").getString("state")).isEqualTo("live");
        assertThat(report.getJsonObject("states").getString("connection")).isEqualTo("connected");
        assertThat(report.getJsonObject("states").getString("channel")).isEqualTo("open");
        assertThat(report.getJsonObject("sdp").getBoolean("ok")).isTrue();
        assertThat(report.encode()).doesNotContain("127.0.0.1", "Fake");
    }

    private static void speaks(Duration pause) throws Exception {
        browser.microphone()
                .says(
                        Tones.sine(CALLER_HZ, -18, Duration.ofSeconds(1), FakeMicrophone.RATE_HZ),
                        pause);
    }
}
