package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.audio.Samples;
import java.util.EnumMap;
import java.util.Map;

/// `TALK_DETECT`: whether the far end talks, by the mean amplitude of its frames.
final class TalkDetector {
    private static final int SILENCE_MS = 2_500;
    private static final int LOUD = 256;

    private final Pbx pbx;
    private final Channel channel;
    private final int silenceMs;
    private final int loud;
    private final Map<Format, Samples> decoders = new EnumMap<>(Format.class);
    private boolean talking;
    private long talkedMs;
    private long quietMs;

    private TalkDetector(Pbx pbx, Channel channel, int silenceMs, int loud) {
        this.pbx = pbx;
        this.channel = channel;
        this.silenceMs = silenceMs;
        this.loud = loud;
    }

    /// @param settings silence in ms after which talking is over, and the mean amplitude above
    ///   which it is talking
    static TalkDetector of(Pbx pbx, Channel channel, String settings) {
        var parts = settings.split(",", -1);
        return new TalkDetector(
                pbx,
                channel,
                parts[0].isEmpty() ? SILENCE_MS : Integer.parseInt(parts[0]),
                parts.length < 2 || parts[1].isEmpty() ? LOUD : Integer.parseInt(parts[1]));
    }

    void hear(Frame frame) {
        var samples =
                decoders.computeIfAbsent(frame.format(), Samples::new).decode(frame.payload());
        if (samples.length == 0) {
            return;
        }
        long lengthMs = samples.length * 1_000L / frame.format().rateHz();
        if (meanAmplitude(samples) >= loud) {
            quietMs = 0;
            if (!talking) {
                talking = true;
                talkedMs = 0;
                pbx.events.talkingStarted(channel);
            }
        } else {
            quietMs += lengthMs;
        }
        if (talking) {
            talkedMs += lengthMs;
            if (quietMs >= silenceMs) {
                talking = false;
                pbx.events.talkingFinished(channel, talkedMs - quietMs);
            }
        }
    }

    private static long meanAmplitude(short[] samples) {
        long sum = 0;
        for (short sample : samples) {
            sum += Math.abs(sample);
        }
        return sum / samples.length;
    }
}
