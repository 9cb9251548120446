package io.centralita.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The modules that touch neither network nor page: their tests (test resources, `modules`) run in
/// the browser, each as a test of its own here.
class ModulesTest {
    private static final List<String> FILES =
            List.of("machine", "conversation", "messages", "quality", "texts");

    private static final String RUN =
            """
            async ([file, entry]) => {
              const at = (await (await fetch(entry)).text()).match(/'\\.\\/([0-9a-f]+)\\//)[1];
              const tests = await (await import(file)).default((name) => import(`/voice/${at}/${name}`));
              const results = [];
              for (const [name, test] of Object.entries(tests)) {
                try {
                  await test();
                  results.push({ name, error: '' });
                } catch (error) {
                  results.push({ name, error: String(error) });
                }
              }
              return results;
            }
            """;

    @RegisterExtension static final BrowserRig browser = new BrowserRig();

    private static StandIn server;

    @BeforeAll
    static void serve() throws Exception {
        server = new StandIn();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @TestFactory
    Stream<DynamicContainer> modules() {
        var page = browser.open(server.url("/test/page.html"), Look.DESK);
        return FILES.stream()
                .map(file -> DynamicContainer.dynamicContainer(file, tests(page, file)));
    }

    @SuppressWarnings("unchecked")
    private static Stream<DynamicTest> tests(Page page, String file) {
        var results =
                (List<Map<String, String>>)
                        page.evaluate(
                                RUN,
                                List.of("/test/modules/" + file + ".test.js", BrowserClient.PATH));
        assertThat(results).as("tests of %s", file).isNotEmpty();
        return results.stream()
                .map(
                        result ->
                                DynamicTest.dynamicTest(
                                        String.valueOf(result.get("name")),
                                        () -> assertThat(result.get("error")).isEmpty()));
    }
}
