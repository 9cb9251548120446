package io.centralita.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.access.ConsolePassword.Plain;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose wrong passwords are counted behind several proxies, of which those in 10.0.0.0/8 and on
/// this machine are trusted.
@Timeout(60)
class ProxyChainTest {
    private static final String GUESSING = "198.51.100.7";
    private static final Map<String, String> RIGHT = Map.of("password", "correct horse");

    private final LoginHouse house =
            LoginHouse.behind(
                    new Plain("correct horse"),
                    address ->
                            address.isLoopbackAddress()
                                    || address.getHostAddress().startsWith("10."),
                    Optional.empty());

    ProxyChainTest() throws Exception {}

    @BeforeEach
    void somebody_guesses() throws Exception {
        assertThat(InetAddress.ofLiteral(GUESSING).isLoopbackAddress()).isFalse();
        var guessing = house.browser().with("X-Forwarded-For", GUESSING);
        for (int i = 0; i < 10; i++) {
            guessing.submit("/login", Map.of("password", "guess"));
        }
    }

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The same, by whatever way.
                "198.51.100.7                       | 429",
                "198.51.100.7, 10.0.0.2             | 429",
                "198.51.100.7,10.0.0.2,10.0.0.3     | 429",
                "203.0.113.1, 198.51.100.7          | 429",
                "127.0.0.1, 198.51.100.7, 10.0.0.2  | 429",
                "10.9.9.9, 198.51.100.7             | 429",
                // Others.
                "198.51.100.8                       | 303",
                "198.51.100.7, 198.51.100.8         | 303",
                "198.51.100.7, unknown, 10.0.0.2    | 303",
                "198.51.100.7, <script>             | 303",
                "198.51.100.7, 300.1.1.1            | 303",
                "', , ,'                            | 303",
            })
    void the_last_address_that_no_trusted_proxy_has_is_counted(String hops, int status)
            throws Exception {
        var browser = house.browser().with("X-Forwarded-For", hops);
        assertThat(browser.submit("/login", RIGHT).statusCode()).isEqualTo(status);
    }
}
