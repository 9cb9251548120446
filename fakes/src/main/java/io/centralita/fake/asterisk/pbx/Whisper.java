package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Conversion;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.audio.Samples;
import io.centralita.media.Pcm;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// What is spoken over somebody's audio: it is heard only where there is audio to speak over, as
/// with the real one. Half a second is kept.
final class Whisper {
    private static final Format WITHIN = Format.SLIN16;
    private static final int KEPT = 25 * WITHIN.frameSamples();

    private final Map<Format, Conversion> arriving = new EnumMap<>(Format.class);
    private final Map<Format, Conversion> leaving = new EnumMap<>(Format.class);
    private final Map<Format, Samples> decoders = new EnumMap<>(Format.class);
    private final Map<Format, Samples> encoders = new EnumMap<>(Format.class);
    private short[] waiting = {};

    void say(Frame frame) {
        var more = Pcm.samples(convert(arriving, frame, WITHIN).payload());
        int taken = Math.clamp(KEPT - waiting.length, 0, more.length);
        int before = waiting.length;
        waiting = Arrays.copyOf(waiting, before + taken);
        System.arraycopy(more, 0, waiting, before, taken);
    }

    /// The frame with what is to be whispered meanwhile.
    Frame over(Frame frame) {
        if (waiting.length == 0) {
            return frame;
        }
        var format = frame.format();
        var samples =
                decoders.computeIfAbsent(format, Samples::new).decode(frame.payload()).clone();
        int taken =
                Math.min(
                        waiting.length,
                        (int) ((long) samples.length * WITHIN.rateHz() / format.rateHz()));
        var said = Frame.of(WITHIN, Pcm.bytes(Arrays.copyOf(waiting, taken)));
        waiting = Arrays.copyOfRange(waiting, taken, waiting.length);
        var linear = linearAt(format.rateHz());
        var whispered = Pcm.samples(convert(leaving, said, linear).payload());
        for (int i = 0; i < Math.min(samples.length, whispered.length); i++) {
            int sum = samples[i] + whispered[i];
            samples[i] = (short) Math.clamp(sum, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return new Frame(
                format,
                encoders.computeIfAbsent(format, Samples::new).encode(samples),
                frame.timing());
    }

    private static Format linearAt(int rateHz) {
        return Arrays.stream(Format.values())
                .filter(format -> format.coding() == Format.Coding.LINEAR)
                .filter(format -> format.rateHz() == rateHz)
                .findFirst()
                .orElseThrow();
    }

    /// @param by the key is the other side of the conversion
    private static Frame convert(Map<Format, Conversion> by, Frame frame, Format to) {
        var key = frame.format() == WITHIN ? to : frame.format();
        return by.computeIfAbsent(key, _ -> new Conversion(frame.format(), to)).convert(frame);
    }
}
