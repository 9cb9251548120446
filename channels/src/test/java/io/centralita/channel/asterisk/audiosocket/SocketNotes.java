package io.centralita.channel.asterisk.audiosocket;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/// A socket that notes what is written to it, one entry for each write.
final class SocketNotes implements LineSocket {
    final List<Buffer> written = new ArrayList<>();
    boolean full;
    boolean over;

    @Override
    public void write(Buffer message) {
        if (!over) {
            written.add(message);
        }
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void end(Buffer message) {
        write(message);
        over = true;
    }

    @Override
    public void close() {
        over = true;
    }

    /// Kind and length of each message: `10/320`.
    List<String> messages() {
        return written.stream().map(SocketNotes::message).toList();
    }

    static String message(Buffer buffer) {
        int length = buffer.getUnsignedShort(1);
        if (buffer.length() != 3 + length) {
            throw new AssertionError("not one message in one write: " + buffer.length());
        }
        return "%02x/%d".formatted(buffer.getUnsignedByte(0), length);
    }
}
