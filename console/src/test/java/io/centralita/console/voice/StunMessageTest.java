package io.centralita.console.voice;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.console.voice.TurnProbe.IceUrl;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StunMessageTest {
    /// RFC 5769 §2.2, the sample response over IPv4: 192.0.2.1, port 32853.
    private static final String SAMPLE =
            "0101003c2112a442b7e7a701bc34d686fa87dfae"
                    + "8022000b7465737420766563746f7220"
                    + "002000080001a147e112a643"
                    + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                    + "80280004c07d4c96";

    @Test
    void the_sample_of_the_rfc_is_understood() throws Exception {
        var message = StunMessage.read(HexFormat.of().parseHex(SAMPLE));
        assertThat(message.isSuccess()).isTrue();
        var seen = message.address(StunMessage.XOR_MAPPED_ADDRESS);
        assertThat(seen.getAddress().getHostAddress()).isEqualTo("192.0.2.1");
        assertThat(seen.getPort()).isEqualTo(32_853);
    }

    @Test
    void whatever_comes_instead_is_an_error_of_the_line_and_nothing_else() {
        var right = HexFormat.of().parseHex(SAMPLE);
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            var bytes = Arrays.copyOf(right, 1 + random.nextInt(right.length));
            for (int j = 0; j < 3; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                var message = StunMessage.read(bytes);
                message.address(StunMessage.XOR_MAPPED_ADDRESS);
                message.error();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("STUN");
            }
        }
    }

    @Test
    void a_server_that_is_none_is_said_to_be_none() throws Exception {
        try (var server = new ServerSocket(0)) {
            var answering =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (var socket = server.accept()) {
                                            socket.getOutputStream()
                                                    .write(
                                                            "HTTP/1.1 400 Bad Request\r\n\r\n"
                                                                    .getBytes(US_ASCII));
                                        } catch (IOException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    });
            var url = "turn:127.0.0.1:" + server.getLocalPort() + "?transport=tcp";
            assertThatThrownBy(() -> TurnProbe.allocate(url, "u", "c"))
                    .isInstanceOf(IOException.class);
            answering.join();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "turn:a.example, a.example, 3478, false, false",
        "turn:a.example:443?transport=tcp, a.example, 443, true, false",
        "turns:a.example, a.example, 5349, true, true",
        "turns:[2001:db8::1]:443?transport=tcp, 2001:db8::1, 443, true, true",
        "stun:[::1], ::1, 3478, false, false",
    })
    void addresses_are_as_settings_have_them(
            String url, String host, int port, boolean tcp, boolean tls) {
        assertThat(IceUrl.parse(url)).isEqualTo(new IceUrl(host, port, tcp, tls));
    }

    @Test
    void a_request_is_told_from_another() {
        var one = StunMessage.request(StunMessage.BINDING, Map.of());
        assertThat(one.answers(one)).isTrue();
        assertThat(StunMessage.request(StunMessage.BINDING, Map.of()).answers(one)).isFalse();
    }
}
