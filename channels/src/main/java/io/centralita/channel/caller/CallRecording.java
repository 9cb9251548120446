package io.centralita.channel.caller;

import io.centralita.media.Wav;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Both sides of a call at 8 kHz on one time axis that begins with the stream's `start`. Filled
/// slot by slot on the call's event loop, read when the call is over.
public final class CallRecording {
    public static final int SAMPLE_RATE_HZ = 8_000;

    static final int SLOT_SAMPLES = 160;
    private static final int FIRST_ROOM = SAMPLE_RATE_HZ * 10;

    private short[] caller = new short[FIRST_ROOM];
    private short[] assistant = new short[FIRST_ROOM];
    private int length;

    /// The next 20 ms of both sides.
    void add(short[] said, short[] heard) {
        if (length + SLOT_SAMPLES > caller.length) {
            caller = Arrays.copyOf(caller, caller.length * 2);
            assistant = Arrays.copyOf(assistant, assistant.length * 2);
        }
        System.arraycopy(said, 0, caller, length, SLOT_SAMPLES);
        System.arraycopy(heard, 0, assistant, length, SLOT_SAMPLES);
        length += SLOT_SAMPLES;
    }

    /// What the caller said, silence included.
    public short[] caller() {
        return Arrays.copyOf(caller, length);
    }

    /// What the caller heard, silence included.
    public short[] assistant() {
        return Arrays.copyOf(assistant, length);
    }

    public long lengthMs() {
        return length * 1_000L / SAMPLE_RATE_HZ;
    }

    /// A WAV file with the caller on the left and the assistant on the right. Blocks as the stream
    /// does.
    public void writeWav(OutputStream out) throws IOException {
        Wav.writeStereo(out, caller(), assistant(), SAMPLE_RATE_HZ);
    }
}
