package io.centralita.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.centralita.console.stand.Scene;
import io.centralita.console.stand.StandIn;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each view in both languages: what it is called, that it is accessible, that it fits a telephone
/// and a desk, and that it asks nobody but its server. Leaves a picture of each.
class PagesTest {
    @RegisterExtension static final BrowserRig BROWSER = new BrowserRig();

    private static final Look DESK =
            new Look(Locale.of("es"), ColorScheme.LIGHT, 1_440, 900, ReducedMotion.REDUCE, false);
    private static final Look PHONE =
            new Look(Locale.of("en"), ColorScheme.DARK, 390, 844, ReducedMotion.REDUCE, false);

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static StandIn server;

    /// Two people, who go from view to view.
    private static Page desk;

    private static Page phone;

    @BeforeAll
    static void start() throws Exception {
        server = new StandIn(new Scene(12, 40));
        desk = someone(DESK);
        phone = someone(PHONE);
    }

    private static Page someone(Look look) {
        var page = BROWSER.resident(look).newPage();
        page.onRequest((Request request) -> ASKED.add(request.url()));
        page.navigate(server.url() + "/settings");
        page.locator(".setting").first().waitFor();
        return page;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "home|/|Hoy|Today|.recent",
                "live|/live|En directo|Live|.call-row",
                "live-call|/live/LIVE0002|+34 615 308 642|+34 615 308 642|.said",
                "calls|/calls|Llamadas|Calls|.call-card",
                "call|/calls/CA039?at=20000|+34 600 107 919|+34 600 107 919|.said.now",
                "try|/try|Probar|Try it|centralita-call",
                "network|/network|Red|Network|.router",
                "numbers|/numbers|Números|Numbers|.number-card",
                "tenants|/tenants|Empresas|Tenants|.tenant-card",
                "tenant|/tenants/norte|norte|norte|textarea",
                "callers|/callers|Memoria|Memory|.caller-cards",
                "prompts|/prompts|Frases|Prompts|.prompt",
                "tools|/tools|Herramientas|Tools|.tool-grid",
                "settings|/settings|Ajustes|Settings|.setting",
                "doctor|/doctor|Diagnóstico|Doctor|.state.empty",
                "stats|/stats?span=week|Métricas|Metrics|.u-over",
                "nowhere|/calls/unknown|Llamada|Call|.state.missing"
            })
    void a_view(String name, String path, String spanish, String english, String shown) {
        look(desk, path, spanish, shown, "es");
        BROWSER.screenshot(desk, name + "-es-desk");
        look(phone, path, english, shown, "en");
        fits(phone);
        BROWSER.screenshot(phone, name + "-en-phone");
        assertThat(ASKED).allMatch(url -> url.startsWith(server.url().toString()) || isLocal(url));
    }

    private static void look(Page page, String path, String title, String shown, String language) {
        page.evaluate(
                "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }",
                path);
        assertThat(page.locator("h1")).hasText(title);
        page.locator(shown).first().waitFor();
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        assertThat(page.title()).endsWith("Centralita");
        assertThat(page.locator("main, nav").count()).isGreaterThanOrEqualTo(2);
        BROWSER.assertAccessible(page);
    }

    private static boolean isLocal(String url) {
        return List.of("data:", "blob:").stream().anyMatch(url::startsWith);
    }

    /// Nothing but tables of their own sticks out to the side.
    private static void fits(Page page) {
        var wide =
                page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) wide).intValue()).isLessThanOrEqualTo(0);
    }
}
