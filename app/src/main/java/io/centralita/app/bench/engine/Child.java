package io.centralita.app.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A child process and the talk with it, see [Duty]. It has this process's own class path, and ends
/// with it at the latest. Belongs to one thread.
public final class Child implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long FAREWELL_S = 20;

    private final String name;
    private final Path errors;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private final Thread end;

    private Child(String name, Path errors, Process process) {
        this.name = name;
        this.errors = errors;
        this.process = process;
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
        end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /// @param place what runs it on its core, or nothing
    /// @param directory where what it prints goes
    public static Child start(
            List<String> place,
            List<String> jvmFlags,
            Class<?> main,
            Path directory,
            List<String> arguments)
            throws IOException {
        var name = main.getSimpleName();
        var errors = directory.resolve(name + ".err");
        var command = new ArrayList<>(place);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new Child(name, errors, process);
    }

    long pid() {
        return process.pid();
    }

    public static ObjectNode wish(String what) {
        return JSON.createObjectNode().put("do", what);
    }

    public JsonNode ask(String what) throws IOException, InterruptedException {
        return ask(wish(what));
    }

    public JsonNode ask(ObjectNode wish) throws IOException, InterruptedException {
        in.write(wish.toString());
        in.newLine();
        in.flush();
        var answer = JSON.readTree(line());
        if (answer.has("failed")) {
            throw new IOException(name + ": " + answer.path("failed").asText());
        }
        return answer;
    }

    private String line() throws IOException, InterruptedException {
        var line =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return String.valueOf(out.readLine());
                            } catch (IOException e) {
                                return "null";
                            }
                        },
                        task -> Thread.ofVirtual().start(task));
        try {
            var text = line.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (text.equals("null")) {
                throw new IOException(name + " has ended, see " + errors);
            }
            return text;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(name + " does not answer, see " + errors, e);
        }
    }

    /// Lets it go, and sees to it that it does.
    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(FAREWELL_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException _) {
            // we are going down already
        }
    }
}
