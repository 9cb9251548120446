package io.centralita.channel.twilio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Base64 (RFC 4648 §4, padded) inside of messages: what comes in is checked and goes on as it is,
/// what goes out is written in its place.
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

    /// The text as bytes of its own, once it is known to be nothing but Base64: it may be put into
    /// another message as it stands.
    static byte[] checked(byte[] text, int offset, int length) throws MalformedMessage {
        if (length % 4 != 0) {
            throw new MalformedMessage("payload: length of Base64");
        }
        int end = offset + length;
        int padding = length == 0 || text[end - 1] != '=' ? 0 : text[end - 2] != '=' ? 1 : 2;
        for (int i = offset; i < end - padding; i++) {
            if (text[i] < 0 || VALUES[text[i]] == NONE) {
                throw new MalformedMessage("payload: character outside Base64");
            }
        }
        return Arrays.copyOfRange(text, offset, end);
    }

    /// Bytes that the text stands for.
    static int decodedLength(byte[] text) {
        int length = text.length;
        if (length == 0) {
            return 0;
        }
        int padding = text[length - 1] != '=' ? 0 : text[length - 2] != '=' ? 1 : 2;
        return length / 4 * 3 - padding;
    }
}
