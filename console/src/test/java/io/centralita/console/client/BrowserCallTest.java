package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A call that goes well: what the person sees and hears, what the server hears, and what is left.
class BrowserCallTest {
    private static final String GREETING = "Hola, soy la asistente de Fibra del Norte.";
    private static final String ANSWER = "Hay doscientos veintiún clientes activos.";

    @RegisterExtension static final BrowserRig browser = new BrowserRig();

    private StandIn server;

    @BeforeEach
    void begin() throws Exception {
        browser.microphone().silence();
        server = new StandIn();
        server.plan = new JsonObject().put("greeting", GREETING);
        server.begin(browser);
    }

    @AfterEach
    void end() throws Exception {
        assertThat(server.does("standIn.violations")).isEqualTo(List.of());
        server.close();
    }

    @Test
    void a_call_connects_the_greeting_is_heard_and_hanging_up_leaves_nothing() {
        var person = CallPage.open(browser, server, Look.DESK);

        person.press("Llamar").is("talking").sees(GREETING).hears(660);
        browser.screenshot(person.page(), "call-es-light");
        browser.assertAccessible(person.page());
        person.press("Colgar").is("ended").sees("Has colgado.").leavesNothing();

        assertThat(server.asked("DELETE", "/rtc_1")).hasSize(1);
        server.until("standIn.last.ended");
    }

    @Test
    void what_the_person_says_reaches_the_server_and_is_answered() throws Exception {
        browser.microphone()
                .says(
                        io.centralita.media.Tones.sine(
                                440, -18, java.time.Duration.ofSeconds(1), 48_000),
                        java.time.Duration.ofSeconds(20));
        var person = CallPage.open(browser, server, Look.DESK.in(Locale.ENGLISH));

        person.with("language", "en").press("Call").is("talking");
        person.sees("un tono de 4").sees(ANSWER);
        assertThat(((Number) server.does("standIn.last.pitch")).doubleValue())
                .isBetween(425.0, 455.0);
        browser.screenshot(person.page(), "call-en-light");
    }
}
