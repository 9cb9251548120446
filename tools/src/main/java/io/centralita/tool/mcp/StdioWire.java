package io.centralita.tool.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.tool.mcp.McpServerSpec.Place.Program;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.MonoSink;

/// A program whose standard input and output carry one message a line.
final class StdioWire extends Wire {
    /// Of our environment a program gets what it cannot do without; our secrets are not its.
    private static final List<String> INHERITED =
            List.of("HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "USER");

    private static final int LONGEST_QUEUE = 64;
    private static final long GRACE_MS = 1_000;
    private static final long LAST_WORDS_MS = 200;
    private static final Logger log = LoggerFactory.getLogger(StdioWire.class);

    private record Outgoing(String text, MonoSink<Void> done) {}

    private final Process process;
    private final ErrorOutput errors;
    private final BlockingQueue<Outgoing> outgoing = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Thread errorReader;
    private final Thread writer;
    private volatile boolean closing;

    private StdioWire(String name, Process process) {
        super(name);
        this.process = process;
        this.errors = new ErrorOutput(name, process.getErrorStream());
        errorReader = start("stderr", errors::drain);
        var _ = start("stdout", this::read);
        writer = start("stdin", this::write);
    }

    /// Platform threads: reading a pipe keeps a virtual thread's carrier.
    private Thread start(String what, Runnable body) {
        return Thread.ofPlatform().daemon().name("mcp-" + name() + "/" + what).start(body);
    }

    /// @throws WireException where there is no such program
    static StdioWire start(String name, Program program) {
        var builder = new ProcessBuilder(program.command());
        var directory = program.directory();
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        var environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(program.environment());
        try {
            return new StdioWire(name, builder.start());
        } catch (IOException e) {
            throw WireException.gone("cannot be started: " + e.getMessage());
        }
    }

    @Override
    void agreed(String protocolVersion) {
        errors.mayBePersonal();
    }

    @Override
    void send(JSONRPCMessage message, String text, MonoSink<Void> done) {
        if (closing || lost().isDone()) {
            done.error(WireException.gone("the program has ended"));
        } else if (!outgoing.offer(new Outgoing(text, done))) {
            done.error(WireException.gone("the program does not read"));
        }
    }

    private void write() {
        try {
            var out = process.getOutputStream();
            while (true) {
                var next = outgoing.take();
                out.write((next.text() + "\n").getBytes(UTF_8));
                out.flush();
                next.done().success();
            }
        } catch (IOException e) {
            lost().complete("its input is closed" + ending());
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void read() {
        try {
            var lines = new Lines(process.getInputStream(), LONGEST_MESSAGE);
            for (var line = lines.next(); line != null; line = lines.next()) {
                var _ = receive(line);
            }
            lost().complete("the program has ended" + ending());
        } catch (IOException e) {
            lost().complete("its output cannot be read: " + e.getMessage());
        }
    }

    /// How it ended, where it has, and its last words before it was connected.
    private String ending() {
        try {
            var exit =
                    process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS)
                            ? ", exit code " + process.exitValue()
                            : "";
            errorReader.join(LAST_WORDS_MS);
            return exit + errors.lastWords();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /// As the protocol has it: its input is closed, then it is asked to end, then it is ended, and
    /// its children with it.
    @Override
    void shut() {
        closing = true;
        var family = process.descendants().toList();
        writer.interrupt();
        var _ = start("closing", this::closeInput);
        try {
            if (!process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS)) {
                process.destroy();
                family.forEach(ProcessHandle::destroy);
                if (!process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS)) {
                    log.atWarn().addKeyValue("server", name()).log("MCP server had to be killed");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            lost().complete("closed");
        }
    }

    /// Waits for what is being written, if the program does not read: until it has been ended.
    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // it is gone already
        }
    }
}
