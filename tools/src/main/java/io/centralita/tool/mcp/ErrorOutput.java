package io.centralita.tool.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a program prints on its error output: read always, so that it does not block, and logged
/// within bounds. Before it is connected it knows nothing of callers, and what it prints is what an
/// operator needs; afterwards it may be personal.
final class ErrorOutput {
    private static final int LONGEST_LINE = 500;
    private static final int MOST_LINES = 200;
    private static final int LAST_WORDS = 5;
    private static final Logger log = LoggerFactory.getLogger(ErrorOutput.class);

    private final String server;
    private final Lines lines;
    private final Deque<String> last = new ArrayDeque<>();
    private volatile boolean personal;
    private long printed;

    ErrorOutput(String server, InputStream stream) {
        this.server = server;
        this.lines = new Lines(stream, LONGEST_LINE);
    }

    void mayBePersonal() {
        personal = true;
    }

    void drain() {
        try {
            for (var line = lines.nextShortened(); line != null; line = lines.nextShortened()) {
                take(line);
            }
        } catch (IOException _) {
            // its end
        }
        if (printed > MOST_LINES) {
            log.atInfo()
                    .addKeyValue("server", server)
                    .addKeyValue("lines", printed)
                    .log("MCP server printed more than was logged");
        }
    }

    private void take(String line) {
        printed++;
        if (!personal) {
            synchronized (last) {
                last.addLast(line);
                if (last.size() > LAST_WORDS) {
                    last.removeFirst();
                }
            }
        }
        if (printed <= MOST_LINES) {
            if (personal) {
                log.atDebug()
                        .addKeyValue("server", server)
                        .addKeyValue("pii.line", line)
                        .log("MCP server printed");
            } else {
                log.atInfo()
                        .addKeyValue("server", server)
                        .addKeyValue("line", line)
                        .log("MCP server printed");
            }
        }
    }

    /// What it printed last before it was connected: `: …`, or nothing.
    String lastWords() {
        synchronized (last) {
            return last.isEmpty() ? "" : ": " + String.join(" / ", last);
        }
    }
}
