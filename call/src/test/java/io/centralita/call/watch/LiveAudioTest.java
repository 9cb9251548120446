package io.centralita.call.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.centralita.call.scope.Time;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Tones;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// What passes by those who look on, who are mostly not there.
final class LiveAudioTest {
    private static final int FRAMES = 10_000;
    private static final AudioFormat FORMAT = AudioFormat.PCMU_8K;

    private final byte[] frame =
            G711.encodeMuLaw(Tones.sine(440, -12, Duration.ofMillis(20), 8_000));
    private final byte[] encoded =
            Base64.getEncoder().encodeToString(frame).getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void frames_allocate_nothing_while_nobody_looks_on() {
        var audio = LiveAudio.of(FORMAT, Time.SYSTEM);
        assertThat(allocatedBy(audio)).isLessThan(FRAMES);
        var tape = new StereoTape(FORMAT, audio.now());
        audio.add(tape);
        assertThat(allocatedBy(audio)).isGreaterThan(FRAMES);
        audio.remove(tape);
        assertThat(allocatedBy(audio)).isLessThan(FRAMES);
    }

    @Test
    void attention_has_loudness_measured_and_nothing_else() {
        var attention = new Attention();
        var audio = new LiveAudio(FORMAT, Time.SYSTEM, attention);
        audio.caller(frame);
        assertThat(audio.callerLoudest()).isZero();
        attention.more();
        pass(audio);
        assertThat(audio.callerLoudest()).isPositive();
        assertThat(audio.heardLoudest()).isPositive();
        attention.less();
        pass(audio);
        assertThat(audio.callerLoudest()).isZero();
    }

    /// Bytes, for so many frames each way after the first: less than one for each is nothing.
    private long allocatedBy(LiveAudio audio) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        pass(audio);
        var _ = threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < FRAMES; i++) {
            pass(audio);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void pass(LiveAudio audio) {
        audio.caller(frame);
        audio.callerEncoded(encoded);
        audio.heard(audio.now(), frame);
    }
}
