package io.centralita.channel.asterisk.ari;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Something on a port that is not Asterisk: says the same to everybody, whatever was asked.
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(Manner manner) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(manner));
    }

    @FunctionalInterface
    interface Manner {
        void with(Socket socket) throws IOException;
    }

    static RawServer of(Manner manner) throws IOException {
        return new RawServer(manner);
    }

    /// Reads the head of a request, says something, and closes.
    static RawServer saying(String text) throws IOException {
        return of(
                socket -> {
                    head(socket);
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                });
    }

    /// @return what was asked, as far as the empty line
    static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static String json(int status, String body) {
        return "HTTP/1.1 "
                + status
                + " Whatever\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    private void serve(Manner manner) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, manner));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void serve(Socket socket, Manner manner) {
        try (socket) {
            manner.with(socket);
        } catch (IOException _) {
            // The other side has gone.
        }
    }

    int connections() {
        return connections.get();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/ari");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
