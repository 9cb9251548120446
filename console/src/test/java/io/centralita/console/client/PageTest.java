package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.browser.Look;
import org.junit.jupiter.api.Test;

/// What the page around a call does to it: leaves, freezes, forbids sound, holds several, belongs
/// to another site.
class PageTest extends CallsInABrowser {
    @Test
    void who_leaves_the_page_hangs_up() {
        var person = person();
        person.press("Llamar").is("talking");

        person.page().navigate("about:blank");

        person.page().waitForCondition(() -> !server.asked("DELETE", "/rtc_1").isEmpty());
        server.until("standIn.last.ended");
    }

    @Test
    void who_closes_the_tab_hangs_up() {
        var person = person();
        person.press("Llamar").is("talking");

        person.page().close();

        server.until("standIn.last.ended");
    }

    @Test
    void a_page_that_is_frozen_leaves_nothing_running() {
        var person = person();
        person.press("Llamar").is("talking");

        // Chromium freezes no page that is on a call; others do.
        person.evaluate("document.dispatchEvent(new Event('freeze'))");

        server.until("standIn.last.ended");
        person.is("ended").sees("La llamada terminó al salir de la página.").leavesNothing();
    }

    @Test
    void an_element_that_is_taken_out_hangs_up_and_one_that_is_moved_does_not() {
        var person = person();
        person.press("Llamar").is("talking");

        person.evaluate("document.body.append(document.querySelector('centralita-call'))");
        person.is("talking").hears(VOICE_HZ);
        person.evaluate("document.querySelector('centralita-call').remove()");

        person.leavesNothing();
        server.until("standIn.last.ended");
    }

    @Test
    void calling_twice_is_calling_once() {
        var person = person();

        person.evaluate(
                "{ const call = document.querySelector('centralita-call'); call.call(); call.call(); }");
        person.is("talking");
        person.evaluate("document.querySelector('centralita-call').call()");

        person.is("talking").hears(VOICE_HZ);
        assertThat(server.asked("POST", "/session")).hasSize(1);
        person.press("Colgar").is("ended");
        person.press("Volver a llamar").is("talking").sees(GREETING);
        assertThat(server.asked("POST", "/session")).hasSize(2);
    }

    @Test
    void who_hangs_up_while_it_rings_leaves_nothing_here_or_there() {
        var person = person();

        person.evaluate(
                "{ const call = document.querySelector('centralita-call'); call.call();"
                        + " call.addEventListener('state', () => { if (call.state === 'connecting') setTimeout(() => call.hangUp(), 450); }); }");

        person.is("ended").leavesNothing();
        person.page()
                .waitForCondition(
                        () ->
                                server.asked("POST", "/session").size()
                                        == server.asked("DELETE", "/rtc_1").size());
    }

    @Test
    void several_calls_on_a_page_do_not_know_of_each_other() {
        var person = person();
        person.evaluate(
                "document.querySelector('main').append(document.createElement('centralita-call'))");

        for (int index = 0; index < 2; index++) {
            person.page().locator("centralita-call").nth(index).locator("button.call").click();
        }
        person.page()
                .waitForFunction(
                        "[...document.querySelectorAll('centralita-call')].every((call) => call.state === 'talking')");
        person.press("Colgar");

        assertThat(
                        person.evaluate(
                                "[...document.querySelectorAll('centralita-call')].map((call) => call.state).join()"))
                .isEqualTo("ended,talking");
    }

    @Test
    void where_the_browser_forbids_sound_a_tap_allows_it() {
        var person = person();
        person.evaluate(
                "{ const play = HTMLMediaElement.prototype.play; HTMLMediaElement.prototype.play = function () {"
                        + " return globalThis.tapped ? play.call(this) : Promise.reject(new DOMException('', 'NotAllowedError')); }; void 0; }");

        person.press("Llamar").sees("El navegador espera tu permiso para sonar");
        browser.screenshot(person.page(), "listening-blocked-es");
        person.evaluate("tapped = true");
        person.press("Toca para escuchar").seesNo("El navegador espera tu permiso para sonar");
        server.does("standIn.last.say('Aquí estoy.', { ms: 60000 })");
        person.hears(VOICE_HZ);
    }

    @Test
    void a_page_of_another_site_calls_with_a_token_for_each_call() {
        server.token = "none yet";
        var person = elsewhere();

        person.press("Llamar").is("talking").sees(GREETING).hears(VOICE_HZ);
        assertThat(server.asked.getFirst().authorization()).isEqualTo("Bearer token-1");
        person.press("Colgar").is("ended");
        person.page().waitForCondition(() -> !server.asked("DELETE", "/rtc_1").isEmpty());
        assertThat(server.asked("DELETE", "/rtc_1").getFirst().authorization())
                .isEqualTo("Bearer token-1");
        person.press("Volver a llamar").is("talking");
        assertThat(server.asked("POST", "/session").getLast().authorization())
                .isEqualTo("Bearer token-2");
    }

    @Test
    void a_call_keeps_the_token_that_it_began_with() {
        server.tokenExpires = "2026-01-01T00:00:00Z";
        var person = elsewhere().press("Llamar").is("talking");
        assertThat(server.asked("POST", "/session").getLast().authorization())
                .isEqualTo("Bearer token-2"); // the first was over when it was to begin a call
        server.token = null;

        person.evaluate("dispatchEvent(new Event('online'))");

        person.page().waitForCondition(() -> !server.asked("POST", "/rtc_1/offer").isEmpty());
        assertThat(server.asked("POST", "/rtc_1/offer").getLast().authorization())
                .isEqualTo("Bearer token-2");
        person.is("talking");
    }

    @Test
    void a_call_whose_token_is_not_known_any_more_is_called_anew_with_another() {
        var person = elsewhere().press("Llamar").is("talking");

        server.token = "another";
        person.evaluate("dispatchEvent(new Event('online'))");

        person.page().waitForCondition(() -> server.asked("POST", "/session").size() > 1);
        person.is("talking");
        var again = server.asked("POST", "/session").getLast();
        assertThat(again.authorization()).isEqualTo("Bearer token-2");
        assertThat(again.body().getString("resume")).isEqualTo("rtc_1");
        assertThat(server.asked("POST", "/rtc_1/offer"))
                .allMatch(asked -> "Bearer token-1".equals(asked.authorization()));
    }

    /// A person at a page of another site, whose server gives them tokens.
    private CallPage elsewhere() {
        var page = "http://localhost:%d/test/page.html".formatted(server.port());
        return CallPage.open(browser, page, Look.DESK)
                .with("server", server.url(""))
                .with("token-url", "/token");
    }

    @Test
    void a_page_whose_own_server_gives_no_token_says_so() {
        server.token = "none yet";
        var person = person().with("token-url", "/no-such-place");

        person.press("Llamar")
                .is("failed")
                .sees("no ha conseguido permiso para llamar")
                .leavesNothing();

        assertThat(server.asked).isEmpty();
    }

    @Test
    void who_has_no_network_at_all_is_told_so() {
        var person = person();
        person.page().context().setOffline(true);

        person.press("Llamar").is("failed").sees("No tienes conexión a Internet").leavesNothing();
    }

    @Test
    void a_page_that_draws_itself_uses_the_class() {
        var person = person();
        person.evaluate(
                "import('/voice/centralita-call.js').then(({ CentralitaCall }) => {"
                        + " globalThis.heard = []; globalThis.own = new CentralitaCall({ language: 'en' });"
                        + " for (const type of ['call-started', 'call-ended', 'caption']) own.addEventListener(type, ({ detail }) => heard.push(type));"
                        + " own.call(); })");

        person.page()
                .waitForFunction("globalThis.own?.state === 'talking' && own.entries.length === 1");
        person.hears(VOICE_HZ);
        person.evaluate("own.hangUp()");

        person.leavesNothing();
        assertThat(person.evaluate("[...new Set(heard)].join()"))
                .isEqualTo("call-started,caption,call-ended");
    }
}
