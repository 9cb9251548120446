package io.centralita.bench;

import io.centralita.call.scope.Time;
import io.centralita.call.watch.Attention;
import io.centralita.call.watch.LiveAudio;
import io.centralita.call.watch.StereoTape;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Tones;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What those who look on at a telephone call cost its frames of 20 ms, one of the caller's and one
/// that they hear. Nobody is there most of the time: that has to cost nothing.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LookersOnBenchmark {
    private static final long FRAME_NANOS = 20_000_000;

    /// As much later as the console takes it.
    private static final long BEHIND_NANOS = 240_000_000;

    private static final int SAMPLES = 160;

    private final byte[] frame =
            G711.encodeMuLaw(Tones.sine(440, -12, Duration.ofMillis(20), 8_000));
    private final byte[] encoded =
            Base64.getEncoder().encodeToString(frame).getBytes(StandardCharsets.ISO_8859_1);

    private final SteppedTime time = new SteppedTime();
    private final LiveAudio alone = LiveAudio.of(AudioFormat.PCMU_8K, time);
    private final Attention open = new Attention();
    private final LiveAudio seen = new LiveAudio(AudioFormat.PCMU_8K, time, open);
    private final LiveAudio drawn = LiveAudio.of(AudioFormat.PCMU_8K, time);
    private final LiveAudio listenedTo = LiveAudio.of(AudioFormat.PCMU_8K, time);
    private final StereoTape tape = new StereoTape(AudioFormat.PCMU_8K, 0);

    @Setup
    public void look() {
        open.more();
        drawn.waveform();
        listenedTo.add(tape);
    }

    @Benchmark
    public long both_sides_with_nobody_looking_on() {
        return pass(alone);
    }

    @Benchmark
    public long encoded_caller_with_nobody_looking_on() {
        alone.callerEncoded(encoded);
        return time.step();
    }

    @Benchmark
    public long both_sides_with_a_list_of_calls_open() {
        return pass(seen);
    }

    @Benchmark
    public long both_sides_with_one_who_looks_closely() {
        return pass(drawn);
    }

    @Benchmark
    public short[] both_sides_with_one_listener() {
        pass(listenedTo);
        return tape.take(time.nanos - BEHIND_NANOS, SAMPLES);
    }

    private long pass(LiveAudio audio) {
        long nanos = time.step();
        audio.caller(frame);
        audio.heard(nanos, frame);
        return nanos;
    }

    /// Goes on by a frame when it is told to.
    private static final class SteppedTime implements Time {
        private long nanos;

        long step() {
            nanos += FRAME_NANOS;
            return nanos;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    }
}
