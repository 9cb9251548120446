package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.Tones;
import io.centralita.media.Wav;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// A call that the switchboard has put through to another service: what it says itself comes beside
/// the data channel.
class AsideTest extends CallsInABrowser {
    private static final int OWN_HZ = 330;
    private static final int RATE_HZ = 24_000;

    @Test
    void a_sentence_of_the_switchboards_own_is_heard_and_read_and_can_be_stopped()
            throws Exception {
        var person = called();

        server.aside("say", sentence(7, "Un momento, por favor."));

        person.sees("Un momento, por favor.");
        person.page().waitForFunction(heard("rms > 0.02 && Math.abs(hz - " + OWN_HZ + ") < 12"));
        server.aside("hush", new JsonObject());
        person.page().waitForFunction(heard("rms < 0.001"));
        person.press("Colgar").leavesNothing();
    }

    @Test
    void a_service_that_is_lost_is_replaced_and_the_conversation_goes_on() {
        var person = called();

        server.aside("lost", new JsonObject().put("reason", "unreachable"));

        person.page().waitForCondition(() -> server.asked("POST", "/session").size() == 2);
        assertThat(server.asked("POST", "/session").getLast().body().getString("resume"))
                .isEqualTo("rtc_1");
        person.is("talking").sees("La conversación continúa.").press("Colgar").leavesNothing();
    }

    @Test
    void a_call_that_is_over_ends() {
        var person = called();

        server.aside("end", new JsonObject().put("reason", "goodbye"));

        person.is("ended").sees("El asistente ha terminado la llamada.").leavesNothing();
    }

    private CallPage called() {
        server.forwards = true;
        server.plan = new JsonObject();
        var person = person();
        person.press("Llamar").is("talking");
        person.page().waitForCondition(() -> !server.listeners.isEmpty());
        return person;
    }

    private static String heard(String condition) {
        return "async () => { const own = spy.played.at(-1)?.getAudioTracks()[0]; if (!own) return false;"
                + " const { rms, hz } = await spy.hear(own); return "
                + condition
                + "; }";
    }

    private static JsonObject sentence(int utterance, String text) throws IOException {
        var wav = new ByteArrayOutputStream();
        Wav.write(wav, Tones.sine(OWN_HZ, -18, Duration.ofSeconds(20), RATE_HZ), RATE_HZ);
        return new JsonObject()
                .put("utterance", utterance)
                .put("text", text)
                .put("audio", Base64.getEncoder().encodeToString(wav.toByteArray()));
    }
}
