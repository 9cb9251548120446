package io.centralita.engine.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.SpeechOut;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpeechGateTest {
    private final LadderRig.Out out = new LadderRig.Out();
    private final SpeechGate gate = new SpeechGate(out);

    @Test
    void what_was_left_open_is_complete_when_the_gate_is_shut() {
        var whole = gate.begin(AudioFormat.PCM_16K);
        gate.end(whole);
        var open = gate.begin(AudioFormat.PCM_16K);
        gate.offer(open, new byte[640]);
        gate.shut();
        gate.shut();
        gate.end(open);
        assertThat(out.ended()).containsExactly(whole, open);
        assertThat(gate.written(open)).isEqualTo(Duration.ofMillis(20));
        assertThat(gate.sounded()).isTrue();
    }

    @Test
    void an_utterance_that_is_being_written_is_ended_by_its_writer() throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var slow = new SlowOut(inside, leave);
        var slowGate = new SpeechGate(slow);
        var utterance = slowGate.begin(AudioFormat.PCM_16K);
        var writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        slowGate.write(utterance, new byte[640]);
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        inside.await();
        slowGate.shut();
        assertThat(slow.ended).isEmpty();
        leave.countDown();
        assertThat(writer.join(Duration.ofSeconds(20))).isTrue();
        assertThat(slow.ended).containsExactly(utterance);
        assertThat(slowGate.offer(utterance, new byte[640])).isFalse();
    }

    /// A playout in which a writer waits.
    private static final class SlowOut implements SpeechOut {
        private final CountDownLatch inside;
        private final CountDownLatch leave;
        private final List<Long> ended = new CopyOnWriteArrayList<>();

        SlowOut(CountDownLatch inside, CountDownLatch leave) {
            this.inside = inside;
            this.leave = leave;
        }

        @Override
        public long begin(AudioFormat format) {
            return 1;
        }

        @Override
        public boolean write(long utterance, byte[] audio) throws InterruptedException {
            inside.countDown();
            leave.await();
            return true;
        }

        @Override
        public boolean offer(long utterance, byte[] audio) {
            return true;
        }

        @Override
        public void end(long utterance) {
            ended.add(utterance);
        }
    }
}
