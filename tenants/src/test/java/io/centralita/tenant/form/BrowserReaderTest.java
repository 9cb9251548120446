package io.centralita.tenant.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.tenant.profile.BrowserAccess;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.profile.WebOrigin;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a tenant is called from pages of its own, in its document.
class BrowserReaderTest {
    @Test
    void key_and_origins_are_enough() {
        var reach =
                TenantDocument.readYaml(
                                """
                                id: norte
                                browser:
                                  key: env:NORTE_VOICE_KEY
                                  origins: [https://www.norte.example, "HTTPS://norte.example:443/"]
                                """)
                        .right()
                        .orElseThrow()
                        .reach();

        assertThat(reach.browser())
                .isEqualTo(
                        new BrowserAccess(
                                new SecretReference.Variable("NORTE_VOICE_KEY"),
                                List.of(
                                        new WebOrigin("https://www.norte.example"),
                                        new WebOrigin("https://norte.example")),
                                30,
                                5));
    }

    @Test
    void everything_wrong_with_it_is_named_at_once_and_a_key_never_quoted() {
        var reading =
                TenantDocument.readYaml(
                        """
                        id: norte
                        browser:
                          key: sk-very-secret
                          origins: [http://norte.example, https://norte.example/shop, "*"]
                          calls-per-minute: 0
                          calls-per-minut-and-address: 3
                        """);

        assertThat(reading.problems())
                .extracting(TenantProblem::path)
                .containsExactlyInAnyOrder(
                        "browser.key",
                        "browser.origins[0]",
                        "browser.origins[1]",
                        "browser.origins[2]",
                        "browser.calls-per-minute",
                        "browser.calls-per-minut-and-address");
        for (var language : List.of(Locale.of("es"), Locale.ENGLISH)) {
            assertThat(reading.problems().stream().map(problem -> problem.text(language)))
                    .noneMatch(text -> text.contains("sk-very-secret"))
                    .anyMatch(text -> text.contains("https://www.example.com"));
        }
        assertThat(reading.tenant().orElseThrow().reach().browser()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"browser: {}", "browser: {key: env:K}", "browser: {origins: []}"})
    void what_it_cannot_do_without_is_asked_for(String browser) {
        var reading = TenantDocument.readYaml("id: norte\n" + browser + "\n");

        assertThat(reading.problems())
                .isNotEmpty()
                .allMatch(problem -> problem.path().equals("browser"));
        assertThat(reading.right()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com",
        "https://EXAMPLE.com:8443, https://example.com:8443",
        "https://café.example, https://xn--caf-dma.example",
        "https://café.example:444/, https://xn--caf-dma.example:444",
        "http://localhost:3000, http://localhost:3000",
        "http://127.0.0.1, http://127.0.0.1",
        "http://[::1]:80, http://[::1]",
        "http://shop.localhost:5173, http://shop.localhost:5173",
    })
    void an_origin_is_as_browsers_write_it(String written, String origin) {
        assertThat(WebOrigin.parse(written)).contains(new WebOrigin(origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "*",
                "example.com",
                "https://",
                "https://*.example.com",
                "ftp://example.com",
                "https://user@example.com",
                "https://example.com/path",
                "https://example.com?a",
                "https://example.com#a",
                "http://example.com",
                "http://localhost.evil.example",
                ""
            })
    void nothing_else_is(String written) {
        assertThat(WebOrigin.parse(written)).isEmpty();
    }
}
