package io.centralita.channel.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.PacingClock;
import io.centralita.media.AudioFormat;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class OwnSentencesTest {
    private final ArrayDeque<OutgoingFrame> queue = new ArrayDeque<>();
    private final OwnSentences sentences = new OwnSentences("c1", new PageStream("c1"));
    private long now;

    private void queue(long utterance, int frames) {
        for (int i = 0; i < frames; i++) {
            queue.add(
                    new OutgoingFrame(
                            queue.size() + 1L,
                            utterance,
                            new byte[AudioFormat.PCM_24K.frameBytes()]));
        }
    }

    private long beats(int count) {
        long heard = 0;
        for (int i = 0; i < count; i++) {
            now += PacingClock.PERIOD_NANOS;
            sentences.beat(queue::poll, now);
            heard = Math.max(heard, sentences.heard(now));
        }
        return heard;
    }

    @Test
    void a_page_that_does_not_listen_keeps_nobody_waiting() {
        queue(1, 30);
        queue(2, 20);
        sentences.text(1, "Un momento.");
        assertThat(beats(100)).isZero();
        assertThat(queue).isEmpty();
        assertThat(beats(110)).isEqualTo(50);
    }

    @Test
    void what_is_cleared_is_never_heard() {
        queue(1, 30);
        assertThat(beats(50)).isZero();
        sentences.clear();
        assertThat(beats(200)).isZero();
    }
}
