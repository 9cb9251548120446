package io.centralita.engine.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Server-sent events (HTML Living Standard §9.2.6) out of bytes that may be cut anywhere: lines
/// end with CR, LF or both; `data` lines of one event are joined; comments (keep-alives) and other
/// fields are passed over. Of an event that no blank line ended, what is there at the end of the
/// stream counts too: some servers leave the last one out.
final class EventDecoder {
    /// Characters of `data` in one event, and bytes in one line.
    static final int LONGEST = 1 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String DATA = "data";

    private final ArrayDeque<String> events = new ArrayDeque<>();
    private byte[] line = new byte[1_024];
    private int length;
    private boolean afterReturn;
    private long lines;
    private @Nullable StringBuilder data;

    /// A line or an event that is longer than any server has reason to send.
    static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1;

        TooLongException() {
            super("an event longer than " + LONGEST);
        }
    }

    void feed(ByteBuffer bytes) throws TooLongException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            boolean lineFeed = next == '\n';
            if (lineFeed && afterReturn) {
                afterReturn = false; // CR LF is one end
                continue;
            }
            afterReturn = next == '\r';
            if (lineFeed || afterReturn) {
                endLine();
            } else {
                append(next);
            }
        }
    }

    /// The stream is over.
    void end() throws TooLongException {
        if (length > 0) {
            endLine();
        }
        dispatch();
    }

    /// The data of the oldest event that was not taken yet.
    @Nullable String poll() {
        return events.poll();
    }

    /// Whole lines so far, comments included: the server's signs of life.
    long lines() {
        return lines;
    }

    private void append(byte next) throws TooLongException {
        if (length == line.length) {
            if (length >= LONGEST) {
                throw new TooLongException();
            }
            line = Arrays.copyOf(line, length * 2);
        }
        line[length++] = next;
    }

    private void endLine() throws TooLongException {
        int from = lines == 0 && startsWithMark() ? BYTE_ORDER_MARK.length : 0;
        var text = new String(line, from, length - from, StandardCharsets.UTF_8);
        length = 0;
        lines++;
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        int colon = text.indexOf(':');
        var field = colon < 0 ? text : text.substring(0, colon);
        if (field.equals(DATA)) {
            var value = colon < 0 ? "" : text.substring(colon + 1);
            add(value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private boolean startsWithMark() {
        return length >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, 3, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private void add(String value) throws TooLongException {
        if (data == null) {
            data = new StringBuilder(value);
        } else {
            data.append('\n').append(value);
        }
        if (data.length() > LONGEST) {
            throw new TooLongException();
        }
    }

    private void dispatch() {
        if (data != null) {
            events.add(data.toString());
            data = null;
        }
    }
}
