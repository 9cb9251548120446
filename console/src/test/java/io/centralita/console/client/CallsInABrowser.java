package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A person's browser and a stand-in of the server, for each test anew. Whatever a client says to
/// the stand-in has to be right in every test.
abstract class CallsInABrowser {
    static final String GREETING = "Hola, soy la asistente de Fibra del Norte.";
    static final String ANSWER = "Hay doscientos veintiún clientes activos.";

    /// What the assistant's voice is here.
    static final double VOICE_HZ = 660;

    @RegisterExtension static final BrowserRig browser = new BrowserRig();

    static StandIn server;

    @BeforeAll
    static void serve() throws Exception {
        server = new StandIn();
        server.begin(browser);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void begin() throws Exception {
        browser.microphone().silence();
        server.reset();
        server.plan = new JsonObject().put("greeting", GREETING);
    }

    @AfterEach
    void nothing_was_said_that_a_server_refuses() {
        assertThat(server.does("standIn.violations")).isEqualTo(List.of());
    }

    CallPage person() {
        return CallPage.open(browser, server, Look.DESK);
    }

    CallPage person(Look look) {
        return CallPage.open(browser, server, look).with("language", look.language().getLanguage());
    }

    /// A person whose browser is less patient than usual, in ms.
    CallPage impatient(Map<String, Integer> timings) {
        var person = person();
        person.evaluate(
                "document.querySelector('centralita-call').timings = {%s}"
                        .formatted(
                                timings.entrySet().stream()
                                        .map(one -> one.getKey() + ":" + one.getValue())
                                        .collect(Collectors.joining(","))));
        return person;
    }
}
