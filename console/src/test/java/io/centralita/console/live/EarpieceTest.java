package io.centralita.console.live;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.Moment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Listening in and taking over, over real WebSockets.
@Timeout(60)
class EarpieceTest {
    private final List<LiveRig> rigs = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var rig : rigs) {
            rig.close();
        }
    }

    @Test
    void a_listener_hears_both_sides_in_step() throws Exception {
        var rig = open(OperatorRules.Listening.SILENT, true);
        var call = rig.call("CA1");
        var ear = new SocketEar();
        var socket = rig.connect("/api/calls/CA1/listen", ear);
        assertThat(ear.text().get("type").asText()).isEqualTo("begin");
        assertThat(call.deeds).containsExactly("listens admin false");
        var feeding = feeding(call);
        var frame = ear.loud();
        assertThat(frame.length).isEqualTo(640);
        assertThat(frame[0]).isEqualTo((short) 0x1010);
        assertThat(frame[1]).isEqualTo((short) 0x2020);
        feeding.interrupt();

        call.ends();
        assertThat(ear.text().toString()).contains("\"ended\"", "hung-up");
        LiveRig.await(() -> call.deeds.contains("listens-no-more admin"));
        socket.abort();
    }

    @Test
    void nobody_is_heard_before_the_caller_was_told() throws Exception {
        var rig = open(OperatorRules.Listening.ANNOUNCED, true);
        var call = rig.call("CA1");
        var ear = new SocketEar();
        rig.connect("/api/calls/CA1/listen", ear);
        LiveRig.await(() -> call.deeds.contains("listens admin true"));
        var feeding = feeding(call);
        assertThat(ear.texts.poll(300, java.util.concurrent.TimeUnit.MILLISECONDS)).isNull();
        assertThat(ear.audio).isEmpty();
        var early = new SocketEar();
        rig.connect("/api/calls/CA1/listen", early);
        LiveRig.await(() -> call.deeds.contains("listens admin false"));
        assertThat(early.texts.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS)).isNull();
        call.happens(Moment.Kind.SENTENCE, Listener.SENTENCE);
        assertThat(ear.text().get("type").asText()).isEqualTo("begin");
        assertThat(ear.loud()).isNotEmpty();
        assertThat(early.text().get("type").asText()).isEqualTo("begin");

        var second = new SocketEar();
        rig.connect("/api/calls/CA1/listen", second);
        assertThat(second.text().get("type").asText()).isEqualTo("begin");
        assertThat(call.deeds).contains("listens admin false");
        feeding.interrupt();
    }

    @Test
    void an_operator_speaks_to_the_caller_and_hands_back() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, true);
        var call = rig.call("CA1");
        var ear = new SocketEar();
        var socket = rig.connect("/api/calls/CA1/operator", ear);
        assertThat(ear.text().get("type").asText()).isEqualTo("taken");
        assertThat(ear.text().get("type").asText()).isEqualTo("begin");
        socket.sendBinary(ByteBuffer.wrap(new byte[640]), true).get(10, SECONDS);
        LiveRig.await(() -> call.spoken.size() == 1);

        var second = new SocketEar();
        rig.connect("/api/calls/CA1/operator", second);
        var refused = second.text();
        assertThat(refused.get("error").asText()).isEqualTo("taken");
        assertThat(refused.get("by").asText()).isEqualTo("admin");
        assertThat(second.code()).isEqualTo(Earpiece.POLICY);

        socket.sendText("{\"type\":\"hand-back\",\"note\":\"Es Juan\"}", true).get(10, SECONDS);
        assertThat(ear.text().get("type").asText()).isEqualTo("handed-back");
        LiveRig.await(() -> call.deeds.contains("hand-back Es Juan"));
        assertThat(call.deeds).doesNotContain("lost");
    }

    @Test
    void an_operator_whose_connection_is_lost_leaves_the_call_to_the_assistant() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, true);
        var call = rig.call("CA1");
        var ear = new SocketEar();
        var socket = rig.connect("/api/calls/CA1/operator", ear);
        assertThat(ear.text().get("type").asText()).isEqualTo("taken");
        socket.abort();
        LiveRig.await(() -> call.deeds.contains("lost"));

        var rude = new SocketEar();
        var other = rig.connect("/api/calls/CA1/operator", rude);
        assertThat(rude.text().get("type").asText()).isEqualTo("taken");
        other.sendBinary(ByteBuffer.wrap(new byte[641]), true).get(10, SECONDS);
        assertThat(rude.text().get("type").asText()).isEqualTo("begin");
        assertThat(rude.text().get("error").asText()).isEqualTo("wrong-audio");
        LiveRig.await(() -> call.deeds.stream().filter("lost"::equals).count() == 2);
    }

    private Thread feeding(MadeCall call) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            var audio = call.live().audio();
                            long at = audio.now();
                            while (!Thread.currentThread().isInterrupted()) {
                                audio.caller(filled((byte) 0x10));
                                audio.heard(at, filled((byte) 0x20));
                                at += 20_000_000;
                                LockSupport.parkNanos(Math.max(0, at - audio.now()));
                            }
                        });
    }

    private static byte[] filled(byte value) {
        var audio = new byte[640];
        java.util.Arrays.fill(audio, value);
        return audio;
    }

    private LiveRig open(OperatorRules.Listening listening, boolean operators) throws Exception {
        var rig = new LiveRig(listening, operators);
        rigs.add(rig);
        return rig;
    }
}
