package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.text.Messages;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebRtcKeysTest {
    @TempDir Path directory;

    private Reading read(Map<String, String> environment) {
        return SettingsReader.read(directory, new HashMap<>(environment));
    }

    private WebRtcSetup setup(Map<String, String> environment) {
        var reading = read(environment);
        assertThat(reading.problems()).isEmpty();
        return Settings.from(reading).webRtc();
    }

    @Test
    void browser_calls_are_taken_by_our_own_address_at_ports_of_their_own() {
        var setup = setup(Map.of());
        assertThat(setup.wanted()).isTrue();
        assertThat(setup.apart()).isFalse();
        assertThat(setup.forwards()).isTrue();
        assertThat(setup.peers().firstPort()).isEqualTo(32_200);
        assertThat(setup.peers().lastPort()).isEqualTo(32_767);
        assertThat(setup.peers().advertised()).isEmpty();
        assertThat(setup.peers().tcp()).isFalse();
        assertThat(setup.peers().limit()).isEqualTo(110);
    }

    @Test
    void where_no_browser_is_to_call_none_is_handed_on_either() {
        assertThat(setup(Map.of("WEBRTC", "off")).forwards()).isFalse();
    }

    @Test
    void an_operator_says_how_they_are_reached() {
        var setup =
                setup(
                        Map.of(
                                "WEBRTC", "off",
                                "WEBRTC_PROCESS", "own",
                                "WEBRTC_PORTS", "20000-20099",
                                "WEBRTC_ADDRESS", "203.0.113.7, 2001:db8::7",
                                "WEBRTC_TCP", "yes",
                                "WEBRTC_OPENAI", "own",
                                "MAX_CALLS", "10000"));
        assertThat(setup.wanted()).isFalse();
        assertThat(setup.apart()).isTrue();
        assertThat(setup.forwards()).isFalse();
        assertThat(setup.peers().firstPort()).isEqualTo(20_000);
        assertThat(setup.peers().advertised())
                .isEqualTo(List.of("203.0.113.7", "2001:db8:0:0:0:0:0:7"));
        assertThat(setup.peers().tcp()).isTrue();
        assertThat(setup.peers().limit()).isEqualTo(10_000);
    }

    @Test
    void a_server_beside_others_takes_any_ports() {
        assertThat(setup(Map.of()).alone().peers().firstPort()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEBRTC_ADDRESS=gateway.example.net",
                "WEBRTC_ADDRESS=203.0.113.7, 203.0.113.8",
                "WEBRTC_ADDRESS=0.0.0.0",
                "WEBRTC_ADDRESS=203.0.113",
                "WEBRTC_PORTS=9-10",
                "WEBRTC=maybe"
            })
    void what_cannot_be_is_named(String line) {
        var parts = line.split("=", 2);
        var problems = read(Map.of(parts[0], parts[1])).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().text(Messages.in(Locale.ENGLISH))).contains(parts[0]);
    }
}
