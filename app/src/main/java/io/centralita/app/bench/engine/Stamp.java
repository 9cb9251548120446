package io.centralita.app.bench.engine;

/// A number and a time carried in the first bytes of a frame of μ-law audio, which whoever passes
/// it on leaves untouched. Each byte holds four bits under 0xF0: the quietest codes there are,
/// below what any ear takes for speech.
///
/// ```text
///  0    1    2 … 9          10 … 25              26
/// +----+----+--------------+--------------------+------+
/// | F5 | FA | number (32)  | nanoseconds (64)   | FF   |
/// +----+----+--------------+--------------------+------+
/// ```
///
/// 27 bytes are 36 characters of Base64, whatever follows them.
final class Stamp {
    static final int BYTES = 27;
    static final int CHARACTERS = 36;

    private static final byte FIRST = (byte) 0xF5;
    private static final byte SECOND = (byte) 0xFA;
    private static final byte LAST = (byte) 0xFF;
    private static final int NUMBER = 2;
    private static final int NANOS = 10;

    private Stamp() {}

    /// @param nanos by [System#nanoTime()]
    static void write(byte[] audio, int offset, int number, long nanos) {
        audio[offset] = FIRST;
        audio[offset + 1] = SECOND;
        hide(number, 8, audio, offset + NUMBER);
        hide(nanos, 16, audio, offset + NANOS);
        audio[offset + BYTES - 1] = LAST;
    }

    static boolean isAt(byte[] audio, int offset) {
        return audio.length - offset >= BYTES
                && audio[offset] == FIRST
                && audio[offset + 1] == SECOND;
    }

    static int number(byte[] audio, int offset) {
        return (int) find(8, audio, offset + NUMBER);
    }

    static long nanos(byte[] audio, int offset) {
        return find(16, audio, offset + NANOS);
    }

    private static void hide(long bits, int quarters, byte[] audio, int offset) {
        for (int i = 0; i < quarters; i++) {
            audio[offset + i] = (byte) (0xF0 | ((bits >>> (4 * (quarters - 1 - i))) & 0xF));
        }
    }

    private static long find(int quarters, byte[] audio, int offset) {
        long bits = 0;
        for (int i = 0; i < quarters; i++) {
            bits = (bits << 4) | (audio[offset + i] & 0xF);
        }
        return bits;
    }
}
