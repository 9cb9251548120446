package io.centralita.tenant.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A real PostgreSQL server with an empty disk, on a port of its own. It ends with this JVM,
/// however that ends: a shell beside it waits for the end of its input.
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "centralita";

    /// With everything that is special in an address.
    public static final String PASSWORD = "geh:e/im @ñ%";

    private static final String WATCH =
            "\"$@\" & server=$!; cat > /dev/null; kill -INT $server; wait $server";

    private final Path directory;
    private final int port;
    private Process process;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        process = launch(directory, port);
    }

    /// The one of this JVM.
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        private static final PostgresServer SERVER = open();

        private static PostgresServer open() {
            try {
                var server = start();
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static PostgresServer start() throws IOException {
        var directory = Files.createTempDirectory("centralita-pg-");
        var secret = directory.resolve("password");
        var data = directory.resolve("data");
        Files.writeString(secret, PASSWORD);
        if (!PostgresProgram.withoutRights().isEmpty()) {
            run(List.of("chown", "-R", "65534:65534", directory.toString()));
        }
        var initdb = new ArrayList<>(PostgresProgram.withoutRights());
        initdb.add(PostgresProgram.directory().resolve("initdb").toString());
        initdb.addAll(List.of("-D", data.toString(), "-U", USER, "--pwfile", secret.toString()));
        initdb.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"));
        run(initdb);
        var server = new PostgresServer(directory, freePort());
        server.awaitReady();
        return server;
    }

    private static Process launch(Path directory, int port) throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "sh"));
        command.addAll(PostgresProgram.withoutRights());
        command.add(PostgresProgram.directory().resolve("postgres").toString());
        command.addAll(List.of("-D", directory.resolve("data").toString()));
        for (var setting :
                List.of(
                        "listen_addresses=127.0.0.1",
                        "port=" + port,
                        "unix_socket_directories=",
                        "fsync=off",
                        "full_page_writes=off",
                        "shared_buffers=16MB",
                        "max_connections=200")) {
            command.addAll(List.of("-c", setting));
        }
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (var _ = connect("postgres")) {
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException(
                            "PostgreSQL does not start: "
                                    + Files.readString(directory.resolve("log")),
                            e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// A new database without tables.
    public PostgresSettings freshDatabase() {
        var name = "test_" + databases.incrementAndGet();
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new PostgresSettings(
                List.of("127.0.0.1:" + port), name, USER, Optional.of(PASSWORD), Map.of());
    }

    /// A connection that nobody else knows of.
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
    }

    /// All its processes stand still: connections stay, and nobody answers.
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            for (var one : process.descendants().toList()) {
                run(List.of("kill", signal, Long.toString(one.pid())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it as a loss of power would, and leaves its disk.
    public void kill() {
        var all = process.descendants().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        all.forEach(one -> one.onExit().join());
        join();
    }

    /// Starts it anew after [#kill].
    public void restart() throws IOException {
        // Where nobody buries the dead, it takes the killed one for alive.
        Files.deleteIfExists(directory.resolve("data/postmaster.pid"));
        process = launch(directory, port);
        awaitReady();
    }

    private void join() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            join();
            TestFiles.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
