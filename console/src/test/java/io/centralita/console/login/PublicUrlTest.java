package io.centralita.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.access.ConsolePassword.Plain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Behind a tunnel or a proxy that says nothing of itself, the public address tells how people
/// come.
@Timeout(60)
class PublicUrlTest {
    private final LoginHouse house =
            LoginHouse.behind(
                    new Plain("correct horse"),
                    _ -> false,
                    Optional.of(URI.create("https://calls.example.com/")));

    PublicUrlTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "calls.example.com, true",
        "CALLS.example.com:443, true",
        "calls.example.com:8080, false",
        "calls.example.com.evil.example, false",
        "10.0.0.5:8080, false",
    })
    void whoever_asked_for_it_came_encrypted(String host, boolean secure) throws Exception {
        var answer = signIn(host, "");
        assertThat(answer).contains(" 303 ");
        assertThat(answer.contains("__Host-centralita=")).isEqualTo(secure);
        assertThat(answer.contains("Secure")).isEqualTo(secure);
    }

    @Test
    void nobody_whom_we_do_not_trust_says_so() throws Exception {
        assertThat(signIn("10.0.0.5:8080", "X-Forwarded-Proto: https\r\n"))
                .contains(" 303 ")
                .doesNotContain("Secure");
    }

    /// The answer, headers and all.
    private String signIn(String host, String header) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            var body = "password=correct+horse";
            var request =
                    "POST /login HTTP/1.1\r\nHost: "
                            + host
                            + "\r\n"
                            + header
                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: "
                            + body.length()
                            + "\r\nConnection: close\r\n\r\n"
                            + body;
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
