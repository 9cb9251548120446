package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.SelectOption;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong at a person's end, on the way and at the server, in calls from a page to a whole
/// server: what they are told, and what is left.
class PageTroubleTest {
    private static final String GREETING = "soy el asistente de la red";

    /// A network that lets voice through, and no data: the channel opens on neither side.
    private static final String NO_DATA =
            """
            {
              const create = RTCPeerConnection.prototype.createDataChannel;
              RTCPeerConnection.prototype.createDataChannel = function (label, options) {
                const channel = create.call(this, label, { ...options, negotiated: true, id: 99 });
                channel.addEventListener = (type, ...rest) => {
                  if (type !== 'open') EventTarget.prototype.addEventListener.call(channel, type, ...rest);
                };
                return channel;
              };
            }
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

    @BeforeEach
    void nobodySpeaks() throws Exception {
        browser.microphone().play(CallingPage.room());
    }

    @Test
    void a_microphone_that_is_unplugged_is_replaced_and_one_that_is_picked_is_heard()
            throws Exception {
        var page = page(browser.person(Look.DESK)).calls();

        // Chromium has no way to unplug a fake device: what its track would say is said for it.
        page.person()
                .evaluate(
                        "{ const track = spy.streams.at(-1).getTracks()[0]; track.stop(); track.dispatchEvent(new Event('ended')); }");
        page.person().sees("El micrófono se ha desconectado: sigues con");
        browser.screenshot(page.page(), "real-microphone-changed");

        browser.microphone()
                .says(
                        CallingPage.after(Duration.ofSeconds(1), CallingPage.QUESTION),
                        Duration.ofSeconds(60));
        page.person()
                .press("Audio")
                .page()
                .locator("select")
                .first()
                .selectOption(new SelectOption().setIndex(1));
        page.isAnswered().person().press("Cerrar");
        page.hangsUp(house);
    }

    @Test
    void who_forbids_the_microphone_reads_what_to_do_in_their_language_and_may_type()
            throws Exception {
        var page = forbidding(Look.DESK);
        page.person().call().is("failed").sees("El navegador tiene bloqueado el micrófono");
        page.person().sees("permite el micrófono y vuelve a llamar");
        browser.screenshot(page.page(), "real-denied-es");
        var english = forbidding(Look.DESK.in(Locale.ENGLISH));
        english.person().with("language", "en").call().is("failed");
        english.person().sees("allow the microphone").leavesNothing();
        browser.screenshot(english.page(), "real-denied-en");
        assertThat(page.person().evaluate("spy.peers.length")).isEqualTo(0);
        house.awaitNothing();

        page.person().press("Escribir en vez de hablar").is("talking");
        page.person().types(CallingPage.QUESTION);
        page.isAnswered().hangsUp(house);
    }

    @Test
    void a_network_without_data_is_told_apart_from_one_without_voice() {
        var person = browser.person(Look.DESK);
        person.addInitScript(NO_DATA);
        var page = page(person).timings(Map.of("channel", 1_000, "connect", 3_000, "again", 100));

        page.person().call().sees("el canal de la conversación no se abre").is("failed");

        browser.screenshot(page.page(), "real-channel-blocked");
        page.person().leavesNothing();
        house.awaitNothing(page.id());
    }

    @Test
    void a_server_that_is_restarted_is_called_again_and_one_that_stays_away_is_named()
            throws Exception {
        var patient = page(browser.person(Look.DESK)).calls();
        var impatient =
                page(browser.person(Look.DESK))
                        .timings(Map.of("again", 100, "longestAgain", 500))
                        .calls();
        patient.person().sees(GREETING);
        var before = patient.id();

        house.close();
        patient.person().is("rebuilding").sees("Se ha perdido la conexión");
        browser.screenshot(patient.page(), "real-server-away");
        impatient.person().is("failed").sees("No se puede hablar con la centralita");
        browser.screenshot(impatient.page(), "real-server-stays-away");
        impatient.person().leavesNothing();
        house = house.reopened();

        patient.person().is("talking").sees("el asistente ya no recuerda lo anterior");
        patient.hearsTheVoice();
        browser.screenshot(patient.page(), "real-server-back");
        for (var call : new String[] {before, impatient.id()}) {
            var report = house.report(call);
            assertThat(report.path("endedBy").asText()).isEqualTo("switchboard");
            assertThat(report.path("reason").asText()).isEqualTo("closing-down");
        }
        assertThat(patient.id()).isNotEqualTo(before);
        patient.hangsUp(house);
    }

    @Test
    void a_page_of_another_site_calls_with_a_token_and_not_without() throws Exception {
        try (var site = new TenantsSite()) {
            var key = Files.writeString(directory.resolve("key"), TenantsSite.KEY);
            house.tenant(
                    "norte",
                    "\"browser\": {\"key\": \"file:%s\", \"origins\": [\"%s\"]}"
                            .formatted(key, site.origin()));
            site.open(house);
            var page = CallingPage.at(site.origin() + "/", browser.person(Look.DESK));
            page.person().with("server", house.server.url().toString());

            page.person().call().is("failed").sees("No se te permite llamar desde aquí");
            page.person().sees("no ha traído un permiso para llamar");
            browser.screenshot(page.page(), "real-no-token");
            page.person().leavesNothing();
            page.person().with("token-url", "/voice-token").call().is("talking");
            page.hearsTheVoice();

            assertThat(page.hangsUp(house).path("tenant").asText()).isEqualTo("norte");
        }
    }

    private static CallingPage page(BrowserContext person) {
        return CallingPage.of(house, person);
    }

    private static CallingPage forbidding(Look look) {
        var page = page(browser.person(look.withoutMicrophone()));
        var permission = new JsonObject();
        permission.addProperty("name", "microphone");
        var wanted = new JsonObject();
        wanted.add("permission", permission);
        wanted.addProperty("setting", "denied");
        page.page().context().newCDPSession(page.page()).send("Browser.setPermission", wanted);
        return page;
    }
}
