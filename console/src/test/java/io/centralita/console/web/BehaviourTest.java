package io.centralita.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.centralita.console.stand.Scene;
import io.centralita.console.stand.StandIn;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What people do at the pages, by mouse and by keyboard alone.
class BehaviourTest {
    @RegisterExtension static final BrowserRig BROWSER = new BrowserRig();

    private static final Look DESK =
            new Look(Locale.of("es"), ColorScheme.LIGHT, 1_280, 800, ReducedMotion.REDUCE, false);

    private static final Look WITH_MICROPHONE =
            new Look(Locale.of("es"), ColorScheme.LIGHT, 1_280, 800, ReducedMotion.REDUCE, true);

    private static StandIn server;
    private static BrowserContext person;

    @BeforeAll
    static void start() throws Exception {
        server = new StandIn(new Scene(30, 60));
        person = BROWSER.resident(DESK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Page open(String path) {
        return BROWSER.visit(person, server.url() + path);
    }

    @Test
    void language_and_theme_are_remembered() {
        var page = BROWSER.open(server.url() + "/live", DESK);
        page.getByRole(AriaRole.BUTTON, named("EN")).first().click();
        assertThat(page.locator("h1")).hasText("Live");
        page.locator(".side").getByLabel("Dark").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.reload();
        assertThat(page.locator("h1")).hasText("Live");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void the_keyboard_alone_gets_from_home_into_a_call_and_back() {
        var page = open("/");
        page.locator(".recent").waitFor();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        page.locator(".side a[href='/live']").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).isFocused();
        assertThat(page.locator("h1")).hasText("En directo");
        page.locator(".call-row").first().focus();
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".call-row").nth(1)).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/live/LIVE00\\d\\d"));
        assertThat(page.locator("h1")).isFocused();
        page.goBack();
        assertThat(page.locator("h1")).hasText("En directo");
    }

    @Test
    void a_link_leads_to_a_moment_and_the_transcript_keeps_step() {
        var page = open("/calls/CA039?at=20000");
        assertThat(page.locator(".said.now")).containsText("¿Y cómo está la torre norte?");
        assertThat(page.locator(".player .clock strong")).hasText("0:20,0");
        page.locator(".said").last().locator("button").click();
        assertThat(page.locator(".said.now")).containsText("¡Hasta luego!");
        assertThat(page).hasURL(Pattern.compile(".*/calls/CA039\\?at=53000"));
        page.locator(".timeline-scroll").focus();
        page.keyboard().press("Home");
        assertThat(page).hasURL(Pattern.compile(".*at=0$"));
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".player .clock strong")).hasText("0:01,0");
    }

    @Test
    void the_picture_of_a_call_is_drawn_to_scale() {
        var page = open("/calls/CA039");
        page.locator("call-timeline canvas").waitFor();
        // At a place of the axis that stands for 30.0 s, the click seeks 30.0 s.
        var at =
                (Number)
                        page.evaluate(
                                """
                                () => {
                                  const line = document.querySelector('call-timeline');
                                  const scroll = line.querySelector('.timeline-scroll');
                                  const whole = line.model.lengthMs * 1.01 + 300;
                                  return (30_000 / whole) * scroll.clientWidth;
                                }""");
        page.locator(".timeline-scroll")
                .click(new Locator.ClickOptions().setPosition(at.doubleValue(), 8));
        var place = (Number) page.evaluate("() => document.querySelector('call-timeline').now");
        assertThat(place.doubleValue()).isBetween(29_800.0, 30_200.0);
    }

    @Test
    void a_recording_plays_in_step_with_what_is_shown() {
        var page = open("/calls/CA039?at=4800");
        page.locator(".play:not([disabled])").click();
        page.waitForFunction(
                "() => document.querySelector('call-timeline').now > 5_000 && document.querySelector('.said.now')");
        assertThat(page.locator(".said.now")).containsText("¿cuántos clientes activos");
        page.locator(".play").click();
        assertThat(page.locator(".play")).hasAttribute("aria-label", "Reproducir");
    }

    @Test
    void an_old_call_shows_what_its_report_has() {
        var page = open("/calls/CA001");
        assertThat(page.locator(".play")).isDisabled();
        assertThat(page.locator(".said")).hasCount(13);
    }

    @Test
    void calls_are_found_by_what_was_said_and_filters_are_in_the_address() {
        var page = open("/calls");
        page.locator(".call-card").first().waitFor();
        page.locator("input[type=search]").fill("torre norte");
        assertThat(page.locator(".call-card").first()).isVisible();
        page.locator("input[type=search]").fill("nadie dijo esto");
        assertThat(page.locator(".state.empty")).isVisible();
        page.locator("input[type=search]").fill("");
        page.locator("select").first().selectOption("clinica-sol");
        assertThat(page).hasURL(Pattern.compile(".*tenant=clinica-sol"));
        assertThat(page.locator(".call-card").first()).containsText("clinica-sol");
        assertThat(page.locator(".call-card", new Page.LocatorOptions().setHasText("norte · ")))
                .hasCount(0);
        page.reload();
        assertThat(page.locator(".call-card").first()).containsText("clinica-sol");
    }

    @Test
    void more_calls_come_page_by_page() {
        var page = open("/calls");
        assertThat(page.locator(".call-card")).hasCount(50);
        page.locator(".after-list button").click();
        assertThat(page.locator(".call-card")).hasCount(60);
        assertThat(page.locator(".after-list")).hasCount(0);
    }

    @Test
    void hanging_up_is_asked_about_first() {
        var page = open("/live/LIVE0003");
        page.locator(".button.danger").click();
        var dialog = page.locator("dialog");
        assertThat(dialog).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        page.locator(".button.danger").click();
        dialog.locator("button.danger").click();
        assertThat(page.locator(".toast")).hasText("Se despide y cuelga.");
    }

    @Test
    void a_refused_line_says_why_and_what_to_do() {
        var page = open("/live/LIVE0003");
        page.locator(".page-title .button").first().click();
        assertThat(page.locator(".banner-box.bad")).containsText("LISTENING=announced");
    }

    @Test
    void a_call_whose_audio_goes_another_way_says_so_and_offers_nothing_of_it() {
        var page = open("/live/LIVE0006");
        assertThat(page.locator(".banner-box")).containsText("WEBRTC_OPENAI=own");
        assertThat(page.locator(".page-title .button").first()).isDisabled();
        assertThat(page.locator(".page-title .button").nth(1)).isDisabled();
        assertThat(page.locator(".page-title .button").nth(2)).isEnabled();
        assertThat(page.locator(".wave-panel")).containsText("no pasa por aquí");
        BROWSER.screenshot(page, "live-call-elsewhere");
    }

    @Test
    void listening_in_begins_and_ends_by_its_button() {
        var page = open("/live/LIVE0005");
        var listen = page.locator(".page-title .button").first();
        listen.click();
        assertThat(page.locator(".banner-box")).containsText("Quien llama no le oye");
        assertThat(listen).hasAttribute("aria-pressed", "true");
        listen.click();
        assertThat(page.locator(".banner-box")).hasCount(0);
    }

    @Test
    void a_caller_is_taken_over_spoken_to_and_handed_back_with_a_note() {
        var page = BROWSER.open(server.url() + "/live/LIVE0005", WITH_MICROPHONE);
        page.locator(".page-title .button").nth(1).click();
        page.locator("dialog .primary").click();
        assertThat(page.locator(".banner-box.operator")).containsText("Está hablando");
        page.waitForCondition(() -> server.spoken() > 5);
        page.locator(".banner-box input").fill("Quiere cambiar de tarifa");
        page.locator(".banner-box .button").click();
        assertThat(page.locator(".banner-box")).hasCount(0);
        assertThat(server.done()).anyMatch(text -> text.contains("Quiere cambiar de tarifa"));
    }

    @Test
    void a_microphone_that_is_not_allowed_is_said() {
        var page = open("/live/LIVE0005");
        page.locator(".page-title .button").nth(1).click();
        page.locator("dialog .primary").click();
        assertThat(page.locator(".banner-box.bad")).containsText("micrófono");
    }

    @Test
    void who_is_signed_in_finds_the_way_out() {
        var page = open("/");
        assertThat(page.locator(".session")).containsText("admin");
        assertThat(page.locator(".session")).hasAttribute("action", "/logout");
    }

    @Test
    void a_prompt_is_heard_and_stopped_and_one_without_audio_cannot_be() {
        var page = open("/prompts");
        var first = page.locator(".prompt button").first();
        first.click();
        assertThat(first).hasAttribute("aria-label", "Pausa");
        first.click();
        assertThat(first).hasAttribute("aria-label", Pattern.compile("Oír: .*"));
        assertThat(page.locator(".prompt button").last()).isDisabled();
    }

    @Test
    void the_network_answers_in_writing() {
        var page = open("/network");
        assertThat(page.locator(".router")).hasCount(6);
        assertThat(page.locator(".router.down")).containsText("RESPALDO");
        page.locator("input[name=question]").fill("¿cuántos clientes hay?");
        page.keyboard().press("Enter");
        assertThat(page.locator(".answer-text"))
                .hasText("En el router FIBRA OPTICA hay 221 clientes activos.");
        page.locator("input[name=question]").fill("router 999");
        page.keyboard().press("Enter");
        assertThat(page.locator(".answer").first()).hasClass(Pattern.compile(".*bad.*"));
    }

    @Test
    void a_wrong_document_is_shown_at_its_line() {
        var page = open("/tenants/norte");
        var area = page.locator("textarea");
        area.fill(area.inputValue().replace("language: es", "language: klingon"));
        page.locator(".button.primary").click();
        assertThat(page.locator(".problems")).containsText("klingon");
        assertThat(page.locator(".editor-lines .marked")).hasText("6");
        page.locator(".problems .link-button").click();
        assertThat(area).isFocused();
        area.fill(area.inputValue().replace("klingon", "en"));
        page.locator(".button.primary").click();
        assertThat(page.locator(".toast").last()).hasText("Guardado");
        assertThat(page.locator(".problems")).hasCount(0);
    }

    @Test
    void what_was_not_saved_is_still_there_when_one_comes_back() {
        var page = open("/tenants/norte");
        var area = page.locator("textarea");
        area.fill("id: norte\nlanguage: en\n");
        page.locator(".side a[href='/calls']").click();
        assertThat(page.locator("h1")).hasText("Llamadas");
        page.goBack();
        assertThat(area).hasValue("id: norte\nlanguage: en\n");
        assertThat(page.locator(".section-head .primary")).isEnabled();
    }

    @Test
    void who_answers_a_number_can_be_asked() {
        var page = open("/numbers");
        assertThat(page.locator(".number-card")).hasCount(4);
        page.locator("input[name=dialled]").fill("910 000 000");
        page.keyboard().press("Enter");
        assertThat(page.locator(".numbers-answer")).containsText("Norte Fibra");
        page.locator("input[name=dialled]").fill("999");
        page.keyboard().press("Enter");
        assertThat(page.locator(".numbers-answer")).containsText("no contesta nadie");
    }

    @Test
    void what_one_tries_is_chosen_and_stands_in_the_address() {
        var page = open("/try?tenant=norte");
        var call = page.locator("centralita-call");
        assertThat(call).hasAttribute("tenant", "norte");
        page.locator("select[name=engine]").selectOption("offline");
        assertThat(call).hasAttribute("engine", "offline");
        assertThat(page).hasURL(Pattern.compile(".*/try\\?tenant=norte&engine=offline"));
        page.locator("select[name=engine]").selectOption("");
        assertThat(page).hasURL(Pattern.compile(".*/try\\?tenant=norte"));
    }

    @Test
    void whoever_wants_nothing_kept_is_forgotten_for_good() {
        var page = open("/callers?tenant=norte");
        page.locator(".caller-cards .danger").first().click();
        page.locator("dialog input[type=checkbox]").check();
        var asked =
                page.waitForRequest(
                        request -> request.method().equals("DELETE"),
                        page.locator("dialog button.danger")::click);
        assertThat(asked.url()).endsWith("%2B34600111222?remember=never");
        assertThat(page.locator(".toast").last()).containsText("Borrado");
    }

    @Test
    void an_earlier_version_is_brought_back_by_saving_it() {
        var page = open("/tenants/norte");
        page.locator(".versions button").first().click();
        assertThat(page.locator(".panel h2").first()).hasText("Versión 6");
    }

    @Test
    void the_doctor_tells_what_to_do_as_it_finds_it() {
        var page = open("/doctor");
        page.locator(".page-title .button").click();
        assertThat(page.locator(".verdict")).containsText("2/3");
        assertThat(page.locator(".is-fail .remedy")).hasText("apt-get install espeak-ng");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
