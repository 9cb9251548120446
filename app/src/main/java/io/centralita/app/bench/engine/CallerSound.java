package io.centralita.app.bench.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.centralita.media.G711;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/// What callers sound like, frame by frame, as Base64 text: a tone where they speak, silence
/// elsewhere, and always a [Stamp]. Belongs to one thread.
///
/// A caller says four things in 31 s, for 2 s each. After the first three the model answers for 5
/// s; the fourth comes while it is speaking and interrupts it. So the model speaks about half of
/// the time, and every fourth answer is cut off.
final class CallerSound {
    static final int FRAME_BYTES = 160;
    static final int CHARACTERS = 216;

    /// Frames in which a caller begins to speak, in a round of so many.
    private static final int[] BEGINNINGS = {0, 450, 900, 1_100};

    private static final int ROUND = 1_550;
    private static final int SPEAKS = 100;

    private final byte[] stamp = new byte[Stamp.BYTES];
    private final byte[] quiet = rest(silence());
    private final byte[] loud = rest(tone());

    /// @param frame since the caller's own beginning
    static boolean speaks(long frame) {
        int inRound = (int) (frame % ROUND);
        for (int beginning : BEGINNINGS) {
            if (inRound >= beginning && inRound < beginning + SPEAKS) {
                return true;
            }
        }
        return false;
    }

    /// Frames into the round at which this caller begins, so that callers do not speak in chorus.
    static long beginning(int caller, int callers) {
        return (long) ROUND * caller / callers;
    }

    /// Writes the frame's text to the offset.
    void write(boolean speaks, int number, long dueNanos, byte[] text, int offset) {
        Stamp.write(stamp, 0, number, dueNanos);
        encodeStamp(text, offset);
        byte[] rest = speaks ? loud : quiet;
        System.arraycopy(rest, 0, text, offset + Stamp.CHARACTERS, rest.length);
    }

    private void encodeStamp(byte[] text, int offset) {
        var encoded = Base64.getEncoder().encode(stamp);
        System.arraycopy(encoded, 0, text, offset, Stamp.CHARACTERS);
    }

    private static byte[] rest(byte[] frame) {
        return Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(frame, Stamp.BYTES, FRAME_BYTES))
                .getBytes(ISO_8859_1);
    }

    private static byte[] silence() {
        var frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, G711.MU_LAW_SILENCE);
        return frame;
    }

    private static byte[] tone() {
        return G711.encodeMuLaw(Tones.sine(400, -12, Duration.ofMillis(20), 8_000));
    }
}
