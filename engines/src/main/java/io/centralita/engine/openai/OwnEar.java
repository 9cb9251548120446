package io.centralita.engine.openai;

import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import io.centralita.media.Endpointer;
import io.centralita.media.G711;
import io.centralita.media.SpeechEvent;
import io.centralita.media.VoiceActivity;
import java.time.Duration;
import java.util.Base64;

/// Hears for itself whether the caller speaks. What counts is the server's word on that; this is
/// for when no server says anything. Confined to the session's loop.
final class OwnEar {
    /// What is new.
    enum Heard {
        NOTHING,
        BEGAN,
        ENDED
    }

    private static final int RATE_HZ = 8_000;
    private static final int FRAME = RATE_HZ / 50;
    private static final Endpointer.Settings ENDPOINTING = Endpointer.Settings.DEFAULT;

    private final AudioFormat format;
    private final VoiceActivity activity = new VoiceActivity(RATE_HZ);
    private final Endpointer endpointer = new Endpointer(ENDPOINTING, RATE_HZ);
    private final short[] frame = new short[FRAME];
    private int filled;
    private byte[] decoded = new byte[FRAME];
    private long began;

    OwnEar(AudioFormat format) {
        this.format = format;
    }

    /// @param bytes that the text stands for
    Heard hear(byte[] base64, int bytes) {
        if (decoded.length < bytes) {
            decoded = new byte[bytes];
        }
        int length = Base64.getDecoder().decode(base64, decoded);
        int step = format.codec() == Codec.PCM16 ? 2 * format.sampleRateHz() / RATE_HZ : 1;
        var heard = Heard.NOTHING;
        for (int at = 0; at + step <= length; at += step) {
            frame[filled++] = sample(at, step);
            if (filled == FRAME) {
                filled = 0;
                var next = next();
                heard = next == Heard.NOTHING ? heard : next;
            }
        }
        return heard;
    }

    boolean hearsSpeech() {
        return endpointer.isInUtterance();
    }

    /// How long ago the utterance began, by the audio.
    Duration sinceBegan() {
        return Duration.ofMillis((endpointer.position() - began) * 1_000 / RATE_HZ);
    }

    /// Without a word until an utterance counts as ended.
    Duration silence() {
        return ENDPOINTING.silence();
    }

    private Heard next() {
        var heard = Heard.NOTHING;
        for (var event : endpointer.on(activity.isSpeech(frame), FRAME)) {
            switch (event) {
                case SpeechEvent.SpeechStarted(_, var from) -> {
                    began = from;
                    heard = Heard.BEGAN;
                }
                case SpeechEvent.SpeechEnded(_, _, _, SpeechEvent.End end)
                        when end == SpeechEvent.End.SILENCE ->
                        heard = Heard.ENDED;
                case SpeechEvent.SpeechEnded _,
                        SpeechEvent.PauseBegan _,
                        SpeechEvent.SpeechResumed _ -> {}
            }
        }
        return heard;
    }

    /// One at 8 kHz: good enough to tell speech from silence.
    private short sample(int at, int step) {
        return switch (format.codec()) {
            case PCMU -> G711.muLawToLinear(decoded[at]);
            case PCMA -> G711.aLawToLinear(decoded[at]);
            case PCM16 -> {
                int sum = 0;
                for (int i = at; i < at + step; i += 2) {
                    sum += (decoded[i + 1] << 8) | (decoded[i] & 0xFF);
                }
                yield (short) (sum / (step / 2));
            }
        };
    }
}
