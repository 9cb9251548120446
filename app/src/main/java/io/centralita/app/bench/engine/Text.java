package io.centralita.app.bench.engine;

/// A message being written, in Latin letters; used again and again. Belongs to one thread.
final class Text {
    private final byte[] bytes = new byte[4_096];
    private final byte[] digits = new byte[20];
    private int length;

    Text begin() {
        length = 0;
        return this;
    }

    Text add(String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    Text add(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    /// @param number 0 or more
    Text add(long number) {
        int from = digits.length;
        long rest = number;
        do {
            digits[--from] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        System.arraycopy(digits, from, bytes, length, digits.length - from);
        length += digits.length - from;
        return this;
    }

    /// A frame of a caller's.
    Text add(CallerSound sound, boolean speaks, int number, long dueNanos) {
        sound.write(speaks, number, dueNanos, bytes, length);
        length += CallerSound.CHARACTERS;
        return this;
    }

    void send(LeanSocket to) {
        to.text(bytes, length);
    }
}
