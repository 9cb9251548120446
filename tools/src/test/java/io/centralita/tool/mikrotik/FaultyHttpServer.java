package io.centralita.tool.mikrotik;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An HTTP server on a real socket of the loopback interface that behaves as badly as it is told.
/// One thread per connection; all of them end with [#close()].
public final class FaultyHttpServer implements AutoCloseable {
    /// What the server does with one request it has read.
    @FunctionalInterface
    public interface Behaviour {
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    /// One request.
    ///
    /// @param body empty for GET
    public record Request(String method, String path, String body) {}

    /// The server's end of one connection.
    public static final class Connection {
        private final Request request;
        private final Socket socket;
        private final CountDownLatch closing;

        Connection(Request request, Socket socket, CountDownLatch closing) {
            this.request = request;
            this.socket = socket;
            this.closing = closing;
        }

        public Request request() {
            return request;
        }

        public void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(UTF_8));
            out.flush();
        }

        /// Answers properly and leaves the connection open for the next request.
        public void answer(int status, String body) throws IOException {
            write(head(status, body.getBytes(UTF_8).length) + body);
        }

        /// Waits for the client to close the connection, or for the server's own end.
        public void untilClientLeaves() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // whatever the client still says is of no interest
            }
        }

        /// Closes with a TCP reset instead of a FIN.
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /// True when the server closes before the time is over.
        public boolean pause(long ms) throws InterruptedException {
            return closing.await(ms, TimeUnit.MILLISECONDS);
        }
    }

    public static final Behaviour HANG_BEFORE_HEADERS = Connection::untilClientLeaves;

    public static final Behaviour HANG_AFTER_HEADERS =
            connection -> {
                connection.write(head(200, 100));
                connection.untilClientLeaves();
            };

    public static final Behaviour RESET = Connection::reset;

    /// Promises 100 bytes, sends a few and resets.
    public static final Behaviour RESET_IN_BODY =
            connection -> {
                connection.write(head(200, 100) + "{\"success\":");
                connection.pause(50);
                connection.reset();
            };

    /// One byte of a long body every 20 ms: each read is quick, the whole never ends.
    public static final Behaviour SLOW_DRIP =
            connection -> {
                connection.write(head(200, 50_000) + "{\"success\":true,\"response\":\"");
                while (!connection.pause(20)) {
                    connection.write("a");
                }
            };

    /// A header line that never ends.
    public static final Behaviour SLOW_HEADERS =
            connection -> {
                connection.write("HTTP/1.1 200 OK\r\nX-Slow: ");
                while (!connection.pause(20)) {
                    connection.write("a");
                }
            };

    public static final Behaviour HUGE_BODY =
            connection ->
                    connection.answer(
                            200, "{\"success\":true,\"response\":\"" + "a".repeat(200_000) + "\"}");

    /// A body without an end and without a length.
    public static final Behaviour ENDLESS_BODY =
            connection -> {
                connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{");
                while (true) {
                    connection.write(" ".repeat(8_192));
                }
            };

    public static final Behaviour NOT_HTTP = connection -> connection.write("SSH-2.0-router\r\n");

    public static Behaviour answering(int status, String body) {
        return connection -> connection.answer(status, body);
    }

    public static Behaviour saying(String response) {
        return answering(200, "{\"success\": true, \"response\": \"" + response + "\"}");
    }

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();

    public FaultyHttpServer(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("faulty-http").start(this::accept);
    }

    /// An address where nobody listens.
    public static URI refusing() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// Every request read so far.
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /// The headers of every request, names in lower case.
    public List<Map<String, String>> headers() {
        return List.copyOf(headers);
    }

    /// Connections that are open at this moment.
    public int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (SocketException _) {
            // closed: the server's end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                var request = read(in);
                if (request == null) {
                    return;
                }
                requests.add(request);
                behaviour.serve(new Connection(request, socket, closing));
            }
        } catch (IOException _) {
            // the client left in the middle, which is what most of these behaviours are for
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private @Nullable Request read(InputStream in) throws IOException {
        var start = line(in);
        if (start.isEmpty()) {
            return null;
        }
        int length = 0;
        var all = new HashMap<String, String>();
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            int colon = header.indexOf(':');
            all.put(lower.substring(0, colon), header.substring(colon + 1).strip());
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
        }
        headers.add(all);
        var words = start.split(" ", -1);
        return new Request(words[0], words[1], new String(in.readNBytes(length), UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                bytes.write(next);
            }
        }
        return bytes.toString(UTF_8);
    }

    private static String head(int status, int length) {
        return "HTTP/1.1 "
                + status
                + " Whatever\r\nContent-Type: application/json\r\nContent-Length: "
                + length
                + "\r\n\r\n";
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
