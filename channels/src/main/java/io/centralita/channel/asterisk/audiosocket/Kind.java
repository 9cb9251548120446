package io.centralita.channel.asterisk.audiosocket;

import io.centralita.media.AudioFormat;

/// The first byte of a message (Asterisk documentation, «AudioSocket», and
/// `include/asterisk/res_audiosocket.h`).
final class Kind {
    static final int HANG_UP = 0x00;

    /// 16 bytes, the first message of a connection.
    static final int ID = 0x01;

    /// One ASCII character, at the end of the key.
    static final int DIGIT = 0x03;

    private static final int FIRST_AUDIO = 0x10;

    /// Something failed on the other side; one byte says what.
    static final int ERROR = 0xFF;

    private static final int[] RATES_HZ = {
        8_000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000
    };

    private Kind() {}

    static boolean isAudio(int kind) {
        return kind >= FIRST_AUDIO && kind < FIRST_AUDIO + RATES_HZ.length;
    }

    /// Samples per second of an audio kind.
    static int rateHz(int kind) {
        return RATES_HZ[kind - FIRST_AUDIO];
    }

    /// The kind of audio of this format, which must be PCM of one of the rates.
    static int of(AudioFormat format) {
        for (int i = 0; i < RATES_HZ.length; i++) {
            if (RATES_HZ[i] == format.sampleRateHz()) {
                return FIRST_AUDIO + i;
            }
        }
        throw new IllegalArgumentException("no kind of message has " + format);
    }

    /// What a line has whose audio comes at this rate: the same, or the next of those that
    /// telephones have. Asterisk takes both and converts.
    static AudioFormat lineFormat(int rateHz) {
        if (rateHz <= 8_000) {
            return AudioFormat.PCM_8K;
        }
        return rateHz <= 16_000 ? AudioFormat.PCM_16K : AudioFormat.PCM_24K;
    }
}
