package io.centralita.channel.twilio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Base64 (RFC 4648 §4, padded) between parts of arrays, so that an audio frame goes in and out of
/// a message without a copy in between.
final class Base64Text {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final byte[] VALUES = new byte[128];
    private static final byte NONE = -1;

    static {
        Arrays.fill(VALUES, NONE);
        for (int i = 0; i < ALPHABET.length; i++) {
            VALUES[ALPHABET[i]] = (byte) i;
        }
    }

    private Base64Text() {}

    static int encodedLength(int bytes) {
        return (bytes + 2) / 3 * 4;
    }

    /// Writes the text from the offset on; returns the offset after it.
    static int encode(byte[] bytes, byte[] text, int offset) {
        int at = offset;
        int whole = bytes.length / 3 * 3;
        for (int i = 0; i < whole; i += 3) {
            int bits = (bytes[i] & 0xFF) << 16 | (bytes[i + 1] & 0xFF) << 8 | (bytes[i + 2] & 0xFF);
            text[at++] = ALPHABET[bits >> 18];
            text[at++] = ALPHABET[bits >> 12 & 0x3F];
            text[at++] = ALPHABET[bits >> 6 & 0x3F];
            text[at++] = ALPHABET[bits & 0x3F];
        }
        int rest = bytes.length - whole;
        if (rest > 0) {
            int bits =
                    (bytes[whole] & 0xFF) << 16 | (rest == 2 ? (bytes[whole + 1] & 0xFF) << 8 : 0);
            text[at++] = ALPHABET[bits >> 18];
            text[at++] = ALPHABET[bits >> 12 & 0x3F];
            text[at++] = rest == 2 ? ALPHABET[bits >> 6 & 0x3F] : (byte) '=';
            text[at++] = '=';
        }
        return at;
    }

    static byte[] decode(char[] text, int offset, int length) throws MalformedMessage {
        if (length % 4 != 0) {
            throw new MalformedMessage("payload: length of Base64");
        }
        if (length == 0) {
            return new byte[0];
        }
        int end = offset + length;
        int padding = text[end - 1] != '=' ? 0 : text[end - 2] != '=' ? 1 : 2;
        var bytes = new byte[length / 4 * 3 - padding];
        int at = 0;
        int whole = padding == 0 ? end : end - 4;
        for (int i = offset; i < whole; i += 4) {
            int bits = bits(text, i, 4);
            bytes[at++] = (byte) (bits >> 16);
            bytes[at++] = (byte) (bits >> 8);
            bytes[at++] = (byte) bits;
        }
        if (padding > 0) {
            int bits = bits(text, whole, 4 - padding);
            bytes[at++] = (byte) (bits >> 16);
            if (padding == 1) {
                bytes[at] = (byte) (bits >> 8);
            }
        }
        return bytes;
    }

    private static int bits(char[] text, int offset, int count) throws MalformedMessage {
        int bits = 0;
        for (int i = 0; i < 4; i++) {
            bits <<= 6;
            if (i < count) {
                char c = text[offset + i];
                byte value = c < VALUES.length ? VALUES[c] : NONE;
                if (value == NONE) {
                    throw new MalformedMessage("payload: character outside Base64");
                }
                bits |= value;
            }
        }
        return bits;
    }
}
