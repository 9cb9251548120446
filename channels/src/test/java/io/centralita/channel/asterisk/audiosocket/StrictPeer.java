package io.centralita.channel.asterisk.audiosocket;

import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Asterisk's side by plain blocking sockets: it accepts nothing from us but whole audio messages
/// of 20 ms and the end.
final class StrictPeer implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataInputStream in;

    StrictPeer(int port) throws IOException {
        this(port, 65_536);
    }

    /// @param receiveBuffer bytes that the system keeps for us while we do not read
    StrictPeer(int port, int receiveBuffer) throws IOException {
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
    }

    void send(Buffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes());
    }

    /// In pieces of one to so many bytes.
    void sendInPieces(byte[] bytes, int largest, Random random) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            int next = Math.min(bytes.length, at + 1 + random.nextInt(largest));
            socket.getOutputStream().write(bytes, at, next - at);
            at = next;
        }
    }

    /// The next message as `kind/length`; `fin` at the end.
    String next() throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return "fin";
        }
        int length = in.readUnsignedShort();
        var payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new AssertionError("cut message");
        }
        boolean audio = length > 0 && Kind.isAudio(kind) && length == Kind.rateHz(kind) / 25;
        if (!audio && !(kind == Kind.HANG_UP && length == 0)) {
            throw new AssertionError("Asterisk would hang up over %02x/%d".formatted(kind, length));
        }
        return "%02x/%d".formatted(kind, length);
    }

    /// Everything from here to the end.
    List<String> rest() throws IOException {
        var all = new ArrayList<String>();
        for (var message = next(); !message.equals("fin"); message = next()) {
            all.add(message);
        }
        return all;
    }

    /// Until our end, as Asterisk does: reads it, and closes in turn.
    List<String> restAndClose() throws IOException {
        var all = new ArrayList<String>();
        String message;
        do {
            message = next();
            all.add(message);
        } while (!message.equals("00/0") && !message.equals("fin"));
        close();
        return all;
    }

    void finish() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
