package io.centralita.bench;

import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Noise;
import io.centralita.media.Tones;
import io.centralita.media.Transcoder;
import io.centralita.media.VoiceActivity;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What one 20 ms frame of a telephone call costs on its way.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
    private final byte[] telephoneFrame = telephoneFrame();
    private final byte[] wideFrame = new byte[AudioFormat.pcm(22_050).frameBytes()];
    private final short[] samples = G711.decodeMuLaw(telephoneFrame);
    private final Transcoder toRecogniser =
            Transcoder.between(AudioFormat.PCMU_8K, AudioFormat.PCM_16K);
    private final Transcoder toTelephone =
            Transcoder.between(AudioFormat.pcm(22_050), AudioFormat.PCMU_8K);
    private final VoiceActivity voiceActivity = new VoiceActivity(8_000);

    @Benchmark
    public short[] decode_one_mu_law_frame() {
        return G711.decodeMuLaw(telephoneFrame);
    }

    @Benchmark
    public byte[] encode_one_mu_law_frame() {
        return G711.encodeMuLaw(samples);
    }

    @Benchmark
    public byte[] telephone_to_recogniser() {
        return toRecogniser.convert(telephoneFrame);
    }

    @Benchmark
    public byte[] synthesiser_to_telephone() {
        return toTelephone.convert(wideFrame);
    }

    @Benchmark
    public boolean voice_activity_of_one_frame() {
        return voiceActivity.isSpeech(samples);
    }

    private static byte[] telephoneFrame() {
        var tone = Tones.sine(440, -12, Duration.ofMillis(20), 8_000);
        return G711.encodeMuLaw(Noise.of(Noise.Kind.WHITE, 1, 8_000).over(tone, 20));
    }
}
