package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.call.text.BundledTexts;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.centralita.console.voice.Coturn;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Calls from a network that lets nothing out but to the relay, a real coturn, which goes away in
/// the middle: a network that is really lost, and really back.
class RelayedCallTest {
    private static final String GREETING = "soy el asistente de la red";

    /// Whatever else the browser could do, its network does not let it.
    private static final String RELAY_ONLY =
            """
            {
              const Real = RTCPeerConnection;
              globalThis.RTCPeerConnection = class extends Real {
                constructor(configuration) { super({ ...configuration, iceTransportPolicy: 'relay' }); }
              };
            }
            """;

    @RegisterExtension static final BrowserRig browser = new BrowserRig();
    @TempDir static Path directory;

    private static Coturn coturn;
    private static BrowserHouse house;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        assumeTrue(Coturn.isInstalled(), "no coturn: install Debian's package coturn");
        browser.microphone().play(CallingPage.room());
        coturn = Coturn.start();
        house =
                new BrowserHouse(
                        directory,
                        Map.of(
                                "LANGUAGE",
                                "es",
                                "TURN_URLS",
                                String.join(",", coturn.urls()),
                                "TURN_SECRET",
                                Coturn.SECRET));
    }

    @AfterAll
    static void close() throws Exception {
        if (house != null) {
            house.close();
        }
        if (coturn != null) {
            coturn.close();
        }
    }

    @Test
    void a_relay_that_is_back_in_a_moment_is_found_again_by_the_same_call() throws Exception {
        var page = relayed(Map.of("unsteady", 5_000, "restart", 30_000)).calls();
        page.person().sees(GREETING);
        page.page()
                .waitForFunction(
                        "document.querySelector('centralita-call').session.report().candidates.selected?.local === 'relay'");
        var id = page.id();

        int port = coturn.address().getPort();
        coturn.close();
        page.person().sees("La conexión se ha interrumpido");
        browser.screenshot(page.page(), "relay-lost");
        coturn = Coturn.start(port);

        page.person().is("talking").seesNo("La conexión se ha interrumpido");
        browser.screenshot(page.page(), "relay-back");
        assertThat(page.id()).isEqualTo(id);
        page.person().types(CallingPage.QUESTION);
        page.isAnswered().hearsTheVoice();
        page.hangsUp(house);
    }

    @Test
    void a_relay_that_is_long_away_is_waited_for_and_one_that_stays_away_is_named()
            throws Exception {
        var patient =
                relayed(Map.of("unsteady", 300, "restart", 1_000, "connect", 5_000, "again", 100))
                        .calls();
        patient.person().types(CallingPage.QUESTION);
        patient.isAnswered();
        var lost = patient.id();
        var impatient =
                relayed(
                                Map.of(
                                        "unsteady",
                                        100,
                                        "restart",
                                        200,
                                        "connect",
                                        2_000,
                                        "again",
                                        10,
                                        "longestAgain",
                                        20))
                        .calls();
        var given = impatient.id();
        List.of(patient, impatient).forEach(RelayedCallTest::gathersInNoTime);

        int port = coturn.address().getPort();
        coturn.close();
        patient.person().sees("Se ha perdido la conexión");
        browser.screenshot(patient.page(), "relay-away");
        impatient.person().is("failed").sees("ni siquiera por el servidor de paso");
        browser.screenshot(impatient.page(), "relay-stays-away");
        assertThat(impatient.person().captions()).hasSize(1); // nothing was ever back
        impatient.person().leavesNothing();
        coturn = Coturn.start(port);

        patient.person().is("talking").sees("La conversación continúa.");
        patient.person().sees(new BundledTexts().text("call.reconnected", BrowserHouse.SPANISH));
        patient.isAnswered();
        browser.screenshot(patient.page(), "relay-back-late");
        assertThat(patient.id()).isNotEqualTo(lost);
        patient.hangsUp(house);
        for (var call : new String[] {lost, given}) {
            assertThat(house.report(call).path("reason").asText()).isEqualTo("resumed");
        }
        house.awaitNothing(lost, given, impatient.id());
    }

    /// A relay that is not there is not waited for.
    private static void gathersInNoTime(CallingPage page) {
        page.person()
                .evaluate(
                        "import(performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/peer.js')).name)"
                                + ".then(({ Peer }) => { Peer.GATHERING_MS = 500; })");
    }

    private static CallingPage relayed(Map<String, Integer> timings) {
        var person = browser.person(Look.DESK);
        person.addInitScript(RELAY_ONLY);
        return CallingPage.of(house, person).timings(timings);
    }
}
