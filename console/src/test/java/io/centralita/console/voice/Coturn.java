package io.centralita.console.voice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real coturn on this machine (Debian's package `coturn`), which relays between addresses of
/// this machine for whoever has credentials made of [#SECRET]. For every room's tests:
///
/// ```java
/// try (var coturn = Coturn.start()) {
///     new IceServers(List.of(), coturn.urls(), Optional.of(Coturn.SECRET), Duration.ofHours(1))
/// ```
public final class Coturn implements AutoCloseable {
    public static final String SECRET = "north-secret";
    public static final String REALM = "turn.example.net";

    private static final Duration START = Duration.ofSeconds(20);
    private static final int RELAYS = 200;

    private final Process process;
    private final Path directory;
    private final int port;

    private Coturn(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /// Whether there is one to start: `./centralita test` installs it where it can.
    public static boolean isInstalled() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        return List.of(
                        "/usr/bin/turnserver",
                        "/usr/local/bin/turnserver",
                        "/opt/homebrew/bin/turnserver")
                .stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Waits until it listens, over UDP and TCP.
    public static Coturn start() throws IOException, InterruptedException {
        return start(freePort());
    }

    /// Another one where one was: whoever is relayed loses their way when it is closed, and finds
    /// the next one under the same address.
    public static Coturn start(int port) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("coturn");
        int relays = 40_000 + port % 20_000;
        var command =
                new ArrayList<>(
                        List.of(
                                program().orElseThrow().toString(),
                                "-n",
                                "--listening-ip=127.0.0.1",
                                "--relay-ip=127.0.0.1",
                                "--listening-port=" + port,
                                "--min-port=" + relays,
                                "--max-port=" + (relays + RELAYS),
                                "--use-auth-secret",
                                "--static-auth-secret=" + SECRET,
                                "--realm=" + REALM,
                                "--fingerprint",
                                "--allow-loopback-peers",
                                "--no-tls",
                                "--no-dtls",
                                "--no-cli",
                                "--simple-log",
                                "--log-file=" + directory.resolve("log"),
                                "--pidfile=" + directory.resolve("pid"),
                                "--userdb=" + directory.resolve("db")));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("out").toFile())
                        .start();
        var coturn = new Coturn(process, directory, port);
        long deadline = System.nanoTime() + START.toNanos();
        while (!coturn.listens()) {
            // The pause between two looks, and the end of it where coturn is gone.
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                var said = Files.readString(directory.resolve("out"));
                coturn.close();
                throw new IOException("coturn does not start: " + said);
            }
        }
        return coturn;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// UDP first, then TCP: who answers by TCP listens to both.
    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(address(), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// As TURN_URLS has them: over UDP, and over TCP.
    public List<String> urls() {
        return List.of(url("udp"), url("tcp"));
    }

    /// @param transport `udp` or `tcp`
    public String url(String transport) {
        return "turn:127.0.0.1:" + port + "?transport=" + transport;
    }

    /// As STUN_URLS has it.
    public String stunUrl() {
        return "stun:127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
