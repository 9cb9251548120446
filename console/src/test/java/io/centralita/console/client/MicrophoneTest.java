package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way in which there is no microphone, in the person's words, and what goes on without one.
class MicrophoneTest extends CallsInABrowser {
    /// A `DOMException` as browsers have it, and what the person reads of it.
    private record Failure(String name, String message, String spanish, String english) {}

    private static final List<Failure> FAILURES =
            List.of(
                    new Failure(
                            "NotFoundError",
                            "",
                            "No hay ningún micrófono",
                            "There is no microphone"),
                    new Failure(
                            "NotReadableError",
                            "Could not start audio source",
                            "Otro programa está usando el micrófono",
                            "Another program is using the microphone"),
                    new Failure(
                            "NotAllowedError",
                            "Permission denied by system",
                            "El sistema no deja que el navegador",
                            "The system does not let the browser"),
                    new Failure(
                            "NotAllowedError",
                            "Permission dismissed",
                            "Falta tu permiso para usar el micrófono",
                            "Your permission to use the microphone is missing"),
                    new Failure(
                            "UnknownError",
                            "",
                            "El micrófono no ha podido abrirse",
                            "The microphone could not be opened"));

    @ParameterizedTest
    @ValueSource(strings = {"es", "en"})
    void each_failure_is_named_and_leaves_nothing(String language) {
        var person = person(Look.DESK.in(Locale.of(language)));
        for (var failure : FAILURES) {
            person.evaluate(
                    "spy.microphone = { name: '%s', message: '%s' }"
                            .formatted(failure.name(), failure.message()));
            person.call();
            person.sees(language.equals("es") ? failure.spanish() : failure.english());
            person.is("failed").leavesNothing();
        }
        assertThat(server.asked("POST", "/session")).isEmpty();
    }

    @Test
    void a_permission_that_was_denied_is_explained_and_one_can_type_instead() {
        var person = person(Look.DESK.withoutMicrophone());
        deny(person.page());

        person.press("Llamar").is("failed").sees("El navegador tiene bloqueado el micrófono");
        browser.screenshot(person.page(), "denied-es");
        person.press("Escribir en vez de hablar").is("talking").sees("Escribe tu pregunta");
        person.hears(VOICE_HZ).types("¿Cuántos clientes hay?").sees(ANSWER);

        assertThat(person.button("Silenciar").isVisible()).isFalse();
        person.press("Colgar").leavesNothing();
    }

    @Test
    void a_page_without_https_says_what_to_do() {
        var person =
                CallPage.open(
                        browser,
                        "http://%s:%d/test/page.html"
                                .formatted(BrowserRig.insecureHost(), server.port()),
                        Look.DESK);

        person.press("Llamar").is("failed").sees("Esta página no es segura").sees("https://");
        person.leavesNothing();
    }

    @Test
    void a_frame_that_may_not_use_the_microphone_says_who_can_allow_it() {
        var page = browser.person(Look.DESK).newPage();
        page.navigate(server.url("/test/frame.html?port=" + server.port()));
        var frame = page.frameLocator("iframe");

        frame.locator("button.call").click();

        frame.getByText("no permite usar el micrófono").waitFor();
        frame.getByText("allow=\"microphone\"").waitFor();
    }

    @Test
    void a_microphone_that_is_unplugged_is_replaced_by_the_next_one() throws Exception {
        browser.microphone().tone(440);
        var person = person();
        person.press("Llamar").is("talking");
        server.until("standIn.last.heard.rms > 0.02");

        browser.microphone().tone(880);
        unplug(person);

        person.sees("El micrófono se ha desconectado: sigues con");
        server.until("standIn.last.heard.rms > 0.02 && Math.abs(standIn.last.heard.hz - 880) < 15");
        person.press("Colgar").leavesNothing();
    }

    @Test
    void without_another_microphone_one_goes_on_typing_until_one_is_plugged_in() throws Exception {
        browser.microphone().tone(440);
        var person = person();
        person.press("Llamar").is("talking");

        person.evaluate("spy.microphone = { name: 'NotFoundError' }");
        unplug(person);
        person.sees("El micrófono se ha desconectado y no hay otro");
        person.types("¿Cuántos clientes hay?").sees(ANSWER);

        person.evaluate("spy.microphone = null");
        person.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))");
        person.seesNo("El micrófono se ha desconectado y no hay otro");
        server.until("standIn.last.heard.rms > 0.02");
    }

    @Test
    void a_microphone_that_cannot_be_had_leaves_the_one_there_is() throws Exception {
        browser.microphone().tone(440);
        var person = person();
        person.press("Llamar").is("talking");

        person.evaluate("spy.microphone = { name: 'NotReadableError' }");
        person.press("Audio")
                .page()
                .locator("select")
                .first()
                .selectOption(new SelectOption().setIndex(1));

        person.sees("Ese micrófono no se puede usar");
        server.until("standIn.last.heard.rms > 0.02");
    }

    @Test
    void a_microphone_muted_by_the_system_is_told_and_comes_back() {
        var person = person();
        person.press("Llamar").is("talking");

        person.evaluate("spy.streams.at(-1).getTracks()[0].dispatchEvent(new Event('mute'))");
        person.sees("Tu micrófono está silenciado por el sistema");
        person.evaluate("spy.streams.at(-1).getTracks()[0].dispatchEvent(new Event('unmute'))");
        person.seesNo("Tu micrófono está silenciado por el sistema");
    }

    @Test
    void a_microphone_that_gives_nothing_is_told_once() {
        var person = person();
        person.evaluate(
                "import('%s').then(({ Sound }) => { Sound.SILENT_MS = 600; })"
                        .formatted(server.module("sound.js")));

        person.press("Llamar").is("talking").sees("De tu micrófono no llega ningún sonido");
    }

    @Test
    void devices_are_chosen_seen_and_heard_before_a_call() throws Exception {
        browser.microphone().tone(440);
        var person = person();

        person.press("Audio").press("Probar micrófono").sees("Se te oye bien.");
        browser.screenshot(person.page(), "devices-es");
        browser.assertAccessible(person.page());
        person.page().locator("select").first().selectOption(new SelectOption().setIndex(1));
        person.page().locator("select").last().selectOption(new SelectOption().setIndex(1));
        person.press("Probar altavoz");
        person.page()
                .waitForFunction(
                        "async () => { const tone = spy.played.at(-1)?.getAudioTracks()[0]; if (!tone) return false;"
                                + " const { rms, hz } = await spy.hear(tone); return rms > 0.02 && (Math.abs(hz - 523) < 12 || Math.abs(hz - 659) < 12); }");
        assertThat(
                        person.evaluate(
                                "spy.sinks.length > 0 && spy.sinks.every((device) => device !== '')"))
                .isEqualTo(true);
        person.press("Cerrar").leavesNothing();

        person.press("Llamar").is("talking");
        assertThat(person.evaluate("spy.streams.at(-1).getTracks()[0].label"))
                .isEqualTo("Fake Audio Input 1");
    }

    @Test
    void a_microphone_that_was_chosen_and_is_gone_keeps_nobody_from_talking() throws Exception {
        browser.microphone().tone(440);
        var person = person();
        person.evaluate(
                "localStorage.setItem('centralita-call.devices', JSON.stringify({ input: 'gone' }))");
        person.page().reload();

        person.press("Llamar").is("talking");
        server.until("standIn.last.heard.rms > 0.02");
    }

    /// Chromium has no way to unplug a fake device: what its track would say is said for it.
    private static void unplug(CallPage person) {
        person.evaluate(
                "{ const track = spy.streams.at(-1).getTracks()[0]; track.stop(); track.dispatchEvent(new Event('ended')); }");
    }

    private static void deny(Page page) {
        var wanted = new JsonObject();
        var permission = new JsonObject();
        permission.addProperty("name", "microphone");
        wanted.add("permission", permission);
        wanted.addProperty("setting", "denied");
        page.context().newCDPSession(page).send("Browser.setPermission", wanted);
    }
}
