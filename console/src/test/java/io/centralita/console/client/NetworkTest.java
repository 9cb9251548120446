package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.client.StandIn.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The network and the server fail in every way: what the person is told, what is tried, and what
/// is left.
class NetworkTest extends CallsInABrowser {
    private static final Map<String, Integer> SOON =
            Map.of("channel", 300, "connect", 900, "unsteady", 200, "again", 100, "restart", 4_000);

    @Test
    void a_network_that_lets_nothing_through_is_named_and_so_is_the_way_out() {
        server.byWire = true;
        server.distortion = NetworkTest::nowhere;
        var person = impatient(SOON);

        person.press("Llamar").sees("Tu red no deja pasar la voz").is("failed");
        browser.screenshot(person.page(), "network-blocked-es");
        person.sees("servidor TURN").leavesNothing();
        person.page().locator("button.quality").click();
        person.sees("buscando camino").sees(StandIn.NOTICE).press("Cerrar").leavesNothing();

        assertThat(server.asked("DELETE", "/rtc_1")).hasSize(1);
        var report = server.asked("POST", "/diagnostics").getLast().body();
        assertThat(report.getString("problem")).isEqualTo("network-blocked");
    }

    @Test
    void where_there_is_a_relay_it_is_tried() {
        server.turn = true;
        server.byWire = true;
        server.distortion = NetworkTest::nowhere;
        var person = impatient(SOON);

        person.press("Llamar").sees("La conexión directa no funciona").is("failed");
        person.sees("ni siquiera por el servidor de paso").leavesNothing();

        assertThat(
                        person.evaluate(
                                "spy.configurations.map((one) => one.iceTransportPolicy).join()"))
                .isEqualTo("all,relay");
        assertThat(server.asked("DELETE", "/rtc_1")).hasSize(1);
        assertThat(server.asked("POST", "/session").getLast().body().containsKey("resume"))
                .isFalse();
    }

    @Test
    void a_channel_that_does_not_open_is_told_apart_from_a_network_that_is_shut() {
        server.byWire = true;
        server.channelBlocked = true;
        var person = impatient(SOON);

        person.press("Llamar").sees("el canal de la conversación no se abre").is("failed");
        person.leavesNothing();

        assertThat(server.asked("POST", "/session")).hasSize(2);
    }

    @Test
    void a_connection_that_cannot_be_encrypted_is_made_once_more() {
        var person = impatient(Map.of("again", 100));
        server.distortion =
                answer -> {
                    server.distortion = later -> later;
                    return answer.replaceAll("(a=fingerprint:sha-256 )..:..:", "$100:00:");
                };

        person.press("Llamar").is("talking").sees(GREETING).hears(VOICE_HZ);

        assertThat(server.asked("POST", "/session")).hasSize(2);
        assertThat(server.asked("DELETE", "/rtc_1")).hasSize(1);
        assertThat(person.evaluate("document.querySelector('centralita-call').entries.length"))
                .isEqualTo(1);
    }

    @Test
    void an_answer_that_is_none_is_said_to_be_so() {
        server.distortion = _ -> "v=0\r\nnonsense\r\n";
        var person = person();

        person.press("Llamar").is("failed").sees("que este navegador no entiende").leavesNothing();
    }

    @Test
    void a_line_that_is_cut_is_restarted_on_the_same_call() {
        server.byWire = true;
        var person = impatient(SOON);
        person.press("Llamar").is("talking").sees(GREETING);

        server.wires.getFirst().cut(true);

        person.sees("La conexión se ha interrumpido").is("talking");
        person.seesNo("La conexión se ha interrumpido").sees(GREETING);
        assertThat(server.asked("POST", "/rtc_1/offer")).isNotEmpty();
        assertThat(server.asked("POST", "/session")).hasSize(1);
        server.does("standIn.last.say('Sigo aquí.', { ms: 60000 })");
        person.sees("Sigo aquí.").hears(VOICE_HZ);
        person.press("Colgar").leavesNothing();
    }

    @Test
    void a_line_that_loses_packets_is_called_poor_with_the_reason() {
        server.byWire = true;
        var person = person();
        person.looksOften(server);
        person.press("Llamar").is("talking").sees("Buena calidad");

        server.wires.getFirst().lose(4);

        person.sees("La conexión es mala: se pierde audio en el camino hacia ti")
                .sees("Mala calidad");
        browser.screenshot(person.page(), "poor-es");
        server.wires.getFirst().lose(0);
        person.seesNo("La conexión es mala").sees("Buena calidad");
    }

    @Test
    void a_server_that_was_restarted_goes_on_with_the_conversation() {
        server.byWire = true;
        server.remembers = false;
        var person = impatient(Map.of("unsteady", 200, "again", 1_500));
        person.press("Llamar").is("talking").sees(GREETING);

        server.wires.getFirst().cut(true);

        person.sees("Se ha perdido la conexión").is("talking");
        person.sees("La conversación continúa.").sees(GREETING).hears(VOICE_HZ);
        browser.screenshot(person.page(), "resumed-es");
        assertThat(server.asked("POST", "/session").getLast().body().getString("resume"))
                .isEqualTo("rtc_1");
        person.press("Colgar").leavesNothing();
        assertThat(server.asked("DELETE", "/rtc_2")).hasSize(1);
    }

    @Test
    void a_server_that_goes_away_is_called_again_until_it_is_back() {
        server.ended = new JsonObject().put("state", "live");
        server.resumes = false;
        var person = impatient(Map.of("again", 400, "longestAgain", 2_000));
        person.press("Llamar").is("talking").sees(GREETING);

        server.gone = true;
        server.does("standIn.last.end(true)");

        person.is("rebuilding").sees("Se ha perdido la conexión").sees("intento 3");
        browser.screenshot(person.page(), "reconnecting-es");
        server.gone = false;
        person.is("talking").sees("el asistente ya no recuerda lo anterior").sees(GREETING);
    }

    @Test
    void a_server_that_stays_away_is_given_up_and_one_can_try_again() {
        var person = impatient(Map.of("again", 5, "longestAgain", 20));
        person.press("Llamar").is("talking");

        server.gone = true;
        server.does("standIn.last.end(true)");

        person.is("failed").sees("No se puede hablar con la centralita").leavesNothing();
        server.gone = false;
        person.press("Intentar de nuevo").is("talking").sees(GREETING);
    }

    @Test
    void each_refusal_is_named_with_what_the_server_says() {
        var titles =
                Map.of(
                        401, "No se te permite llamar desde aquí",
                        403, "No se te permite llamar desde aquí",
                        429, "Demasiadas llamadas en poco tiempo",
                        503, "La centralita está completa en este momento",
                        500, "La centralita ha tenido un error",
                        400, "La centralita no ha aceptado la llamada");
        var person = person();
        titles.forEach(
                (status, title) -> {
                    server.refusals.add(
                            new Refusal(
                                    status,
                                    Map.of(),
                                    new JsonObject()
                                            .put("error", "x")
                                            .put("message", "Lo dice el servidor: " + status + ".")
                                            .put("remedy", "Haz <b>esto</b>.")));
                    person.call().sees("Lo dice el servidor: " + status + ". Haz <b>esto</b>.");
                    person.is("failed").sees(title);
                    person.sees(
                            status < 404 && status > 400 ? "Iniciar sesión" : "Intentar de nuevo");
                    person.leavesNothing();
                });
    }

    @Test
    void nobody_is_asked_for_a_microphone_while_the_server_is_away() {
        server.gone = true;
        var person = person();

        person.press("Llamar").is("failed").sees("No se puede hablar con la centralita");

        assertThat(person.evaluate("spy.constraints.length")).isEqualTo(0);
        person.leavesNothing();
    }

    /// An answer that leads to a port where nobody listens.
    private static String nowhere(String answer) {
        return answer.replaceAll(" \\d+ typ host", " 9 typ host");
    }
}
