package io.centralita.app.doctor;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import io.centralita.media.Transcoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One end of a line on which a tone is said and heard. What it says is taken by the line's event
/// loop, what it heard is asked for afterwards.
final class ProbeLine implements LegListener, OutgoingAudio {
    /// Before the tone: connections settle, jitter buffers fill.
    private static final int SILENT_FRAMES = 25;

    private static final int TONE_FRAMES = 50;
    private static final double TONE_HZ = 1_000;
    static final double TONE_DBFS = -15;
    private static final double AUDIBLE_DBFS = -35;

    private record Frame(byte[] audio, long atNanos) {}

    /// What was heard of a tone.
    ///
    /// @param atNanos when it began
    /// @param dbfs its level
    record Tone(long atNanos, double dbfs) {}

    private final AudioFormat format;
    private final byte[] tone;
    private final List<Frame> heard = new ArrayList<>();
    private int taken;
    private long toneAtNanos;

    /// @param speaks whether this end says the tone
    ProbeLine(AudioFormat format, boolean speaks) {
        this.format = format;
        this.tone = speaks ? toneIn(format) : new byte[0];
    }

    private static byte[] toneIn(AudioFormat format) {
        var length = AudioFormat.FRAME.multipliedBy(TONE_FRAMES);
        var samples = Tones.sine(TONE_HZ, TONE_DBFS, length, format.sampleRateHz());
        return switch (format.codec()) {
            case PCM16 -> Pcm.bytes(samples);
            case PCMU -> G711.encodeMuLaw(samples);
            case PCMA -> G711.encodeALaw(samples);
        };
    }

    @Override
    public synchronized @Nullable OutgoingFrame next() {
        int number = taken;
        int from = (number - SILENT_FRAMES) * format.frameBytes();
        if (tone.length == 0 || from >= tone.length) {
            return null;
        }
        taken++;
        if (from < 0) {
            return new OutgoingFrame(number, 0, silence());
        }
        if (toneAtNanos == 0) {
            toneAtNanos = System.nanoTime();
        }
        return new OutgoingFrame(
                number, 0, Arrays.copyOfRange(tone, from, from + format.frameBytes()));
    }

    private byte[] silence() {
        var frame = new byte[format.frameBytes()];
        switch (format.codec()) {
            case PCM16 -> {}
            case PCMU -> Arrays.fill(frame, G711.MU_LAW_SILENCE);
            case PCMA -> Arrays.fill(frame, G711.A_LAW_SILENCE);
        }
        return frame;
    }

    /// When the tone left; 0 where it has not.
    synchronized long toneAtNanos() {
        return toneAtNanos;
    }

    /// How long a tone takes from the first silence to its end.
    static Duration length() {
        return AudioFormat.FRAME.multipliedBy(SILENT_FRAMES + TONE_FRAMES);
    }

    /// Frames that came, whatever is in them.
    synchronized int frames() {
        return heard.size();
    }

    /// The tone as it was heard; null where nothing loud enough was.
    synchronized @Nullable Tone tone() {
        Frame first = null;
        double loudest = Levels.NOTHING_DBFS;
        for (var frame : heard) {
            double dbfs = level(frame.audio());
            if (first == null && dbfs > AUDIBLE_DBFS) {
                first = frame;
            }
            loudest = Math.max(loudest, dbfs);
        }
        return first == null ? null : new Tone(first.atNanos(), loudest);
    }

    private double level(byte[] audio) {
        var pcm = Transcoder.between(format, AudioFormat.pcm(format.sampleRateHz())).convert(audio);
        return Levels.rmsDbfs(Pcm.samples(pcm));
    }

    @Override
    public synchronized void audio(byte[] frame) {
        heard.add(new Frame(frame, System.nanoTime()));
    }

    @Override
    public void played(long sequence) {}

    @Override
    public void digit(char digit) {}

    @Override
    public void lost(int frames) {}

    @Override
    public void asks(Ask ask) {}

    @Override
    public void closed(boolean byCaller, String detail) {}
}
