package io.centralita.channel.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// Reads a `media` message in place where it is as plain as Twilio writes it: two levels of
/// objects, and nothing in them but strings of ASCII without escapes. Fifty of them a second come
/// from every caller, and a JSON parser costs more than all else that is done with them. Whatever
/// is not so plain, right or wrong, is the parser's to judge. Belongs to one thread.
final class PlainMedia {
    private static final byte[] EVENT = "event".getBytes(US_ASCII);
    private static final byte[] MEDIA = "media".getBytes(US_ASCII);
    private static final byte[] STREAM_SID = "streamSid".getBytes(US_ASCII);
    private static final byte[] TRACK = "track".getBytes(US_ASCII);
    private static final byte[] INBOUND = "inbound".getBytes(US_ASCII);
    private static final byte[] INBOUND_TRACK = "inbound_track".getBytes(US_ASCII);
    private static final byte[] CHUNK = "chunk".getBytes(US_ASCII);
    private static final byte[] TIMESTAMP = "timestamp".getBytes(US_ASCII);
    private static final byte[] PAYLOAD = "payload".getBytes(US_ASCII);
    private static final int MOST_DIGITS = 18;
    private static final long NONE = -1;

    private byte[] json = {};
    private int end;
    private int at;

    /// The string read last.
    private int from;

    private int to;

    private boolean isMedia;
    private int sidFrom;
    private int sidTo;
    private boolean inbound;
    private long chunk;
    private long timestampMs;
    private int payloadFrom;
    private int payloadTo;

    /// @return false where it is anything else, or not as plain
    boolean read(byte[] message, int length) {
        json = message;
        end = length;
        at = 0;
        isMedia = false;
        sidFrom = 0;
        sidTo = 0;
        inbound = true;
        chunk = NONE;
        timestampMs = NONE;
        payloadFrom = 0;
        payloadTo = 0;
        return object(true)
                && isAtEnd()
                && isMedia
                && chunk > 0
                && timestampMs >= 0
                && payloadFrom > 0;
    }

    boolean isForStream(String sid) {
        if (sidTo - sidFrom != sid.length()) {
            return false;
        }
        for (int i = 0; i < sid.length(); i++) {
            if (json[sidFrom + i] != sid.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String streamSid() {
        return new String(json, sidFrom, sidTo - sidFrom, US_ASCII);
    }

    boolean isInbound() {
        return inbound;
    }

    long chunk() {
        return chunk;
    }

    long timestampMs() {
        return timestampMs;
    }

    /// Checked to be Base64, as bytes of its own.
    byte[] payload() throws MalformedMessage {
        return Base64Text.checked(json, payloadFrom, payloadTo - payloadFrom);
    }

    private boolean object(boolean outer) {
        if (!next('{')) {
            return false;
        }
        do {
            if (!string() || !next(':') || !(outer ? field() : innerField())) {
                return false;
            }
        } while (next(','));
        return next('}');
    }

    private boolean field() {
        if (is(MEDIA)) {
            return object(false);
        }
        boolean isEvent = is(EVENT);
        boolean isSid = is(STREAM_SID);
        if (!string()) {
            return false;
        }
        if (isEvent) {
            isMedia = is(MEDIA);
            return isMedia;
        }
        if (isSid) {
            sidFrom = from;
            sidTo = to;
        }
        return true;
    }

    private boolean innerField() {
        if (is(PAYLOAD)) {
            boolean whole = string();
            payloadFrom = from;
            payloadTo = to;
            return whole;
        }
        if (is(CHUNK)) {
            chunk = string() ? number() : NONE;
            return chunk != NONE;
        }
        if (is(TIMESTAMP)) {
            timestampMs = string() ? number() : NONE;
            return timestampMs != NONE;
        }
        boolean isTrack = is(TRACK);
        if (!string()) {
            return false;
        }
        if (isTrack) {
            inbound = is(INBOUND) || is(INBOUND_TRACK);
        }
        return true;
    }

    private boolean next(char wanted) {
        skipSpace();
        if (at < end && json[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private boolean isAtEnd() {
        skipSpace();
        return at == end;
    }

    private void skipSpace() {
        while (at < end
                && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    private boolean string() {
        if (!next('"')) {
            return false;
        }
        from = at;
        while (at < end && json[at] != '"') {
            // Control characters, what is not ASCII (negative here), and escapes.
            if (json[at] < ' ' || json[at] == '\\') {
                return false;
            }
            at++;
        }
        to = at;
        return next('"');
    }

    private boolean is(byte[] word) {
        return Arrays.equals(json, from, to, word, 0, word.length);
    }

    /// Twilio writes its numbers as strings.
    private long number() {
        if (from == to || to - from > MOST_DIGITS) {
            return NONE;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
