package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.centralita.console.browser.Look;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a call looks, in both languages, by day and by night, on a desk and on a phone, and that
/// everybody can operate it. The screenshots are for people to look at.
class LookTest extends CallsInABrowser {
    @ParameterizedTest
    @CsvSource({"es, light, desk", "en, dark, desk", "es, dark, phone", "en, light, phone"})
    void everything_is_accessible_at_every_moment(String language, String scheme, String place) {
        var look = Look.DESK.in(Locale.of(language)).still();
        look = scheme.equals("dark") ? look.dark() : look;
        var person = person(place.equals("phone") ? look.phone() : look);
        var texts = language.equals("es") ? SPANISH : ENGLISH;
        var name = "%s-%s-%s-".formatted(place, scheme, language);
        server.plan = new JsonObject().put("greeting", texts.get(0)).put("answer", texts.get(1));
        person.with("heading", "Fibra del Norte");

        browser.screenshot(person.page(), name + "1-idle");
        person.press(texts.get(2)).is("talking").types(texts.get(3)).sees(texts.get(1));
        server.does("standIn.last.lookUp('consultar_mikrotik')");
        browser.screenshot(person.page(), name + "2-talking");
        person.press(texts.get(4));
        person.page().locator("button.quality").click();
        browser.assertAccessible(person.page());
        browser.screenshot(person.page(), name + "3-panels");
        assertThat(fits(person.page())).as("nothing is wider than the page").isTrue();
        person.press(texts.get(5)).is("ended");
        person.evaluate("spy.microphone = { name: 'NotFoundError' }");
        person.page().locator("button.call").click();
        person.is("failed");
        browser.assertAccessible(person.page());
        browser.screenshot(person.page(), name + "4-failed");
        assertThat(fits(person.page())).as("nothing is wider than the page").isTrue();
    }

    @Test
    void everything_is_done_with_the_keyboard_in_the_order_it_is_seen() {
        server.plan = new JsonObject();
        var person = person();
        person.page().keyboard().press("Tab");
        assertThat(focused(person)).isEqualTo("Llamar");
        person.page().keyboard().press("Enter");
        person.is("talking");
        assertThat(focused(person)).isEqualTo("Colgar");

        server.does("standIn.last.say('Te lo cuento con todo detalle.', { ms: 60000 })");
        person.sees("Hablando");
        // Past the end of the page, from where it begins anew.
        person.page().keyboard().press("Tab");
        var order = new ArrayList<String>();
        for (int stop = 0; stop < 8; stop++) {
            person.page().keyboard().press("Tab");
            order.add(focused(person));
        }
        assertThat(order)
                .containsExactly(
                        "Calidad aún sin medir. Detalles",
                        "Conversación",
                        "Escribe un mensaje",
                        "Enviar",
                        "Silenciar",
                        "Interrumpir",
                        "Audio",
                        "Colgar");

        person.page().keyboard().press("Space");
        person.is("ended");
        assertThat(focused(person)).isEqualTo("Volver a llamar");
    }

    @Test
    void who_does_not_see_is_told_states_problems_and_sentences() {
        server.plan = new JsonObject();
        var person = person();
        person.press("Llamar").is("talking");

        assertThat(role(person, AriaRole.STATUS)).contains("Te escucho");
        server.does("standIn.last.say('Hay doscientos veintiún clientes.', { ms: 300 })");
        person.page()
                .waitForFunction(
                        "document.querySelector('centralita-call').shadowRoot.querySelector('[aria-live=polite]').textContent === 'Asistente: Hay doscientos veintiún clientes.'");
        assertThat(person.page().getByRole(AriaRole.LOG).getAttribute("aria-live"))
                .isEqualTo("off");
        person.evaluate("spy.streams.at(-1).getTracks()[0].dispatchEvent(new Event('mute'))");
        person.sees("Tu micrófono está silenciado");
        assertThat(role(person, AriaRole.ALERT)).contains("Tu micrófono está silenciado");
    }

    @Test
    void who_wants_no_motion_gets_none_and_a_theme_that_is_set_is_kept() {
        var person = person(Look.DESK.dark().still());
        person.press("Llamar").is("talking");

        assertThat(
                        person.evaluate(
                                "document.querySelector('centralita-call').shadowRoot.getAnimations().length"))
                .isEqualTo(0);
        var dark = background(person);
        person.with("theme", "light");
        assertThat(background(person)).isNotEqualTo(dark).isEqualTo("rgb(255, 255, 255)");
    }

    @Test
    void a_page_dresses_it_by_parts_and_properties() {
        var person = person();
        person.page()
                .addStyleTag(
                        new Page.AddStyleTagOptions()
                                .setContent(
                                        "centralita-call { --background: rgb(1, 2, 3); --centralita-background: var(--background); } centralita-call::part(title) { color: rgb(4, 5, 6); }"));

        assertThat(background(person)).isEqualTo("rgb(1, 2, 3)");
        assertThat(
                        person.evaluate(
                                "getComputedStyle(document.querySelector('centralita-call').shadowRoot.querySelector('h2')).color"))
                .isEqualTo("rgb(4, 5, 6)");
    }

    private static final List<String> SPANISH =
            List.of(
                    GREETING,
                    ANSWER,
                    "Llamar",
                    "¿Cuántos clientes activos hay?",
                    "Audio",
                    "Colgar");

    private static final List<String> ENGLISH =
            List.of(
                    "Hello, I am the assistant of Fibra del Norte.",
                    "There are two hundred and twenty-one active clients.",
                    "Call",
                    "How many active clients are there?",
                    "Audio",
                    "Hang up");

    private static boolean fits(Page page) {
        return (Boolean)
                page.evaluate(
                        "document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    }

    private static String focused(CallPage person) {
        return String.valueOf(
                person.evaluate(
                        "{ const focused = document.activeElement.shadowRoot?.activeElement;"
                                + " (focused?.getAttribute('aria-label') ?? focused?.textContent ?? '').trim(); }"));
    }

    private static String role(CallPage person, AriaRole role) {
        return person.page().getByRole(role).first().innerText();
    }

    private static Object background(CallPage person) {
        return person.evaluate(
                "getComputedStyle(document.querySelector('centralita-call').shadowRoot.querySelector('.card')).backgroundColor");
    }
}
