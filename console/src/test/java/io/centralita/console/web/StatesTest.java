package io.centralita.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import io.centralita.console.stand.Scene;
import io.centralita.console.stand.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is seen where there is nothing, where something is wrong, and where nobody answers.
class StatesTest {
    @RegisterExtension static final BrowserRig BROWSER = new BrowserRig();

    private static final Look DESK =
            new Look(Locale.of("es"), ColorScheme.LIGHT, 1_280, 800, ReducedMotion.REDUCE, false);

    /// What a view needs is fetched while nothing else is to do.
    private static final String FETCHED =
            "part => performance.getEntriesByType('resource').some(one => one.name.endsWith(part) && one.responseEnd)";

    @Test
    void the_first_visit_explains_the_ways_to_a_call() throws Exception {
        try (var server = new StandIn(new Scene(0, 0))) {
            var page = BROWSER.open(server.url() + "/", DESK);
            assertThat(page.locator("h1")).hasText("Bienvenido a su centralita");
            assertThat(page.locator(".way")).hasCount(3);
            BROWSER.assertAccessible(page);
            BROWSER.screenshot(page, "first-visit-es");
            for (var empty : new String[] {"/live", "/calls", "/stats"}) {
                page.navigate(server.url() + empty);
                assertThat(page.locator(".state.empty")).isVisible();
            }
        }
    }

    @Test
    void what_is_not_ready_is_named_with_a_way_on() throws Exception {
        try (var server =
                new StandIn(new Scene(0, 3).withTrouble("ARI no responde en 127.0.0.1:8088"))) {
            var page = BROWSER.open(server.url() + "/", DESK);
            assertThat(page.locator(".health.bad")).containsText("ARI no responde");
            BROWSER.assertAccessible(page);
            BROWSER.screenshot(page, "not-ready-es");
            page.locator(".health .button").click();
            assertThat(page.locator("h1")).hasText("Diagnóstico");
        }
    }

    @Test
    void a_server_that_goes_away_is_told_and_found_again() throws Exception {
        try (var server = new StandIn(new Scene(5, 3))) {
            var page = BROWSER.open(server.url() + "/live", DESK);
            assertThat(page.locator(".call-row")).hasCount(5);
            page.waitForFunction(FETCHED, "/pages/calls.js");
            server.stop();
            assertThat(page.locator(".banner.bad")).isVisible();
            assertThat(page.locator(".call-row")).hasCount(5);
            BROWSER.assertAccessible(page);
            BROWSER.screenshot(page, "offline-es");
            page.locator(".side a[href='/calls']").click();
            assertThat(page.locator(".state.offline")).isVisible();
            server.start();
            page.locator(".banner .button").click();
            assertThat(page.locator(".banner")).hasCount(0);
            page.locator(".state .button").click();
            assertThat(page.locator(".call-card")).hasCount(3);
        }
    }

    @Test
    void who_has_no_access_is_shown_the_way_in() throws Exception {
        try (var server = new StandIn(new Scene(5, 3).withoutLogin(true))) {
            var page = BROWSER.open(server.url() + "/calls?tenant=norte", DESK);
            assertThat(page.locator(".state.forbidden a"))
                    .hasAttribute("href", "/login?next=%2Fcalls%3Ftenant%3Dnorte");
            assertThat(page.locator(".banner")).containsText("Entre para ver esto.");
            BROWSER.assertAccessible(page);
            BROWSER.screenshot(page, "forbidden-es");
        }
    }

    @Test
    void records_that_cannot_be_read_say_so_and_can_be_asked_again() throws Exception {
        var scene = new Scene(2, 3).withBrokenRecords(true);
        try (var server = new StandIn(scene)) {
            var page = BROWSER.open(server.url() + "/calls", DESK);
            assertThat(page.locator(".state.error")).containsText("no se pueden leer");
            BROWSER.screenshot(page, "broken-es");
            scene.withBrokenRecords(false);
            page.locator(".state .button").click();
            assertThat(page.locator(".call-card")).hasCount(3);
        }
    }

    @Test
    void a_network_that_does_not_answer_is_shown_as_that() throws Exception {
        try (var server = new StandIn(new Scene(0, 0).withoutNetwork(true))) {
            var page = BROWSER.open(server.url() + "/network", DESK);
            assertThat(page.locator(".state.empty")).containsText("Connection refused");
            assertThat(page.locator(".service")).containsText("no responde");
        }
    }

    @Test
    void of_a_thousand_calls_only_those_in_sight_are_there() throws Exception {
        try (var server = new StandIn(new Scene(1_000, 0))) {
            var page = BROWSER.open(server.url() + "/live", DESK);
            page.locator(".call-row").first().waitFor();
            BROWSER.screenshot(page.locator(".page-head"), "thousand-calls-es");
            assertThat(page.locator(".lead")).hasText("1000 llamadas");
            assertThat(page.locator(".call-row").count()).isBetween(8, 40);
            assertThat(page.locator(".call-place").first()).hasAttribute("aria-setsize", "1000");
            page.evaluate("() => scrollTo(0, document.body.scrollHeight)");
            assertThat(page.locator(".call-place[aria-posinset='1000']")).isVisible();
            assertThat(page.locator(".call-row").count()).isBetween(8, 40);
            measure(page);
            page.locator("input[type=search]").fill("LIVE0777");
            assertThat(page.locator(".call-row")).hasCount(1);
        }
    }

    /// Long tasks of three seconds with a thousand calls that all change, and what an update of the
    /// list takes: kept beside the pictures, judged by people.
    private static void measure(Page page) throws IOException {
        var found =
                page.evaluate(
                        """
                        async () => {
                          const tasks = [];
                          const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => Math.round(task.duration))));
                          observer.observe({ type: 'longtask' });
                          await new Promise((resume) => setTimeout(resume, 3_000));
                          const list = document.querySelector('page-live');
                          const updates = Array.from({ length: 300 }, () => {
                            list.requestUpdate();
                            const began = performance.now();
                            list.performUpdate();
                            return performance.now() - began;
                          }).sort((a, b) => a - b);
                          return `long tasks, ms: ${tasks.join(' ') || 'none'}; update, ms: p50 ${updates[150].toFixed(2)}, p99 ${updates[297].toFixed(2)}`;
                        }""");
        Files.writeString(Path.of("target", "screenshots", "thousand-calls.txt"), found + "\n");
    }
}
