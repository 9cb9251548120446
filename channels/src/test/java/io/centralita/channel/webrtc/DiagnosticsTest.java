package io.centralita.channel.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticsTest {
    private static Diagnostics of(String json) {
        try {
            return Diagnostics.of(
                    (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void kinds_of_candidates_are_counted_and_what_helps_is_kept() {
        var told =
                of(
                        "{'microphone': {'label': 'Headset', 'muted': false}, 'candidates':"
                                + " [{'type': 'host'}, {'type': 'host'}, {'candidateType': 'relay',"
                                + " 'protocol': 'udp'}], 'connectionState': 'failed', 'roundTripMs':"
                                + " 31.5}");
        assertThat(told.candidates())
                .containsExactlyInAnyOrderEntriesOf(Map.of("local-host", 2, "local-relay", 1));
        assertThat(told.kept().at("/microphone/label").asText()).isEqualTo("Headset");
        assertThat(told.kept().at("/candidates/2/protocol").asText()).isEqualTo("udp");
        assertThat(told.kept().path("roundTripMs").asDouble()).isEqualTo(31.5);
    }

    @Test
    void a_page_may_count_for_itself_and_tell_both_sides() {
        var told =
                of(
                        "{'candidates': {'local': {'host': 2, 'srflx': 1}, 'remote': {'host': 1},"
                                + " 'selected': {'local': 'host', 'remote': 'host', 'protocol':"
                                + " 'udp'}}}");
        assertThat(told.candidates())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("local-host", 2, "local-srflx", 1, "remote-host", 1));
        assertThat(told.kept().at("/candidates/selected/local").asText()).isEqualTo("host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1.20",
                "2001:db8::7334",
                "fe80::1",
                "::1",
                "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
                "4f8c2a1e-9b7d-4c55-8a60-1f2e3d4c5b6a.local"
            })
    void no_address_is_kept_wherever_it_stands(String address) {
        for (var json :
                new String[] {
                    "{'address': '%s'}",
                    "{'a': [{'deep': {'text': 'from %s to there'}}]}",
                    "{'%s': 1}",
                    "{'candidate': 'candidate:1 1 udp 2122 %s 50000 typ host'}"
                }) {
            assertThat(of(json.formatted(address)).kept().toString()).doesNotContain(address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Chromium 156.0.1", "a=setup:active", "opus/48000/2", "31 ms", "1:2"})
    void what_is_none_stays_readable(String text) {
        assertThat(of("{'x': '%s'}".formatted(text)).kept().path("x").asText()).isEqualTo(text);
    }

    @Test
    void what_is_nested_without_an_end_is_cut() {
        var json = "{'a': ".repeat(100) + "1" + "}".repeat(100);
        assertThat(of(json).kept().toString()).contains("…");
    }
}
