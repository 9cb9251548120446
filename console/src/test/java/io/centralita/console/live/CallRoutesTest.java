package io.centralita.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.record.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CallRoutesTest {
    private final List<LiveRig> rigs = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var rig : rigs) {
            rig.close();
        }
    }

    @Test
    void timelines_of_live_and_old_calls_have_one_shape() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, true);
        var call = rig.call("CA1");
        call.says(1, Who.ASSISTANT, "Hola");
        call.happens(Moment.Kind.DEAD_AIR, "x");
        var now = LiveRig.JSON.readTree(rig.send("/api/calls/CA1/timeline", Map.of()).body());
        assertThat(now.at("/turns/0/text").asText()).isEqualTo("Hola");
        assertThat(now.at("/deadAir/0/startMs").asInt()).isEqualTo(5);
        assertThat(now.at("/complete").asBoolean()).isTrue();

        var old = LiveRig.JSON.readTree(rig.send("/api/calls/OLD/timeline", Map.of()).body());
        assertThat(old.at("/turns/0/who").asText()).isEqualTo("caller");
        assertThat(old.at("/tools/0/name").asText()).isEqualTo("ask");
        assertThat(old.at("/complete").asBoolean()).isFalse();
        assertThat(old.at("/lengthMs").asLong()).isEqualTo(60_000);
        assertThat(fields(now)).isEqualTo(fields(old));
        assertThat(rig.send("/api/calls/none/timeline", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void the_log_of_a_call_is_shown_on_its_axis_of_time() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, true);
        var log = LiveRig.JSON.readTree(rig.send("/api/calls/OLD/log", Map.of()).body());
        assertThat(log.at("/lines/0/atMs").asInt()).isEqualTo(1_500);
        assertThat(log.at("/lines/0/message").asText()).isEqualTo("call started");
        assertThat(log.at("/keptHours").asInt()).isEqualTo(48);
        assertThat(rig.send("/api/calls/none/log", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void a_recording_is_sent_in_parts() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, true);
        assertThat(rig.send("/api/calls/OLD/recording", Map.of()).statusCode()).isEqualTo(404);
        var file = directory.resolve("a.wav");
        Files.writeString(file, "0123456789");
        rig.recorded = Optional.of(recorded(file, true));
        var whole = rig.send("/api/calls/OLD/recording", Map.of());
        assertThat(whole.body()).isEqualTo("0123456789");
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("audio/wav");
        var part = rig.send("/api/calls/OLD/recording", Map.of("Range", "bytes=2-4"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 2-4/10");
        assertThat(rig.send("/api/calls/OLD/recording", Map.of("Range", "bytes=7-")).body())
                .isEqualTo("789");
        assertThat(rig.send("/api/calls/OLD/recording", Map.of("Range", "bytes=-2")).body())
                .isEqualTo("89");
        assertThat(rig.send("/api/calls/OLD/recording", Map.of("Range", "bytes=5-99")).body())
                .isEqualTo("56789");
        assertThat(rig.send("/api/calls/OLD/recording", Map.of("Range", "bytes=4-2")).statusCode())
                .isEqualTo(200);
        assertThat(rig.send("/api/calls/OLD/recording", Map.of("Range", "bytes=10-")).statusCode())
                .isEqualTo(416);
        var peaks =
                LiveRig.JSON.readTree(rig.send("/api/calls/OLD/recording/peaks", Map.of()).body());
        assertThat(peaks.get("caller").toString()).isEqualTo("[1,2]");
        rig.recorded = Optional.of(recorded(file, false));
        assertThat(rig.send("/api/calls/OLD/recording", Map.of()).statusCode()).isEqualTo(409);
    }

    @TempDir Path directory;

    private static CallRecordings.Recorded recorded(Path file, boolean complete) {
        return new CallRecordings.Recorded(
                file,
                10,
                0,
                1.5,
                8_000,
                complete,
                true,
                0,
                new CallRecordings.Levels(50, List.of(1, 2), List.of(3, 4)));
    }

    private static List<String> fields(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private LiveRig open(OperatorRules.Listening listening, boolean operators) throws Exception {
        var rig = new LiveRig(listening, operators);
        rigs.add(rig);
        return rig;
    }
}
