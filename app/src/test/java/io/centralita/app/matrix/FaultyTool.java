package io.centralita.app.matrix;

import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.tool.mikrotik.MikrotikClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A tool that ends when and how the cell says.
final class FaultyTool implements Tool {
    static final String NAME = "consultar_mikrotik";
    static final String ARGUMENTS = "{\"pregunta\":\"" + Dialogue.QUESTION + "\"}";

    /// What an answer usually takes.
    private static final Duration USUAL = Duration.ofMillis(2_500);

    private final World world;
    private final boolean faulty;
    private @Nullable Fault fault;
    private Runnable asked = () -> {};
    private long startedMs = -1;
    private boolean ended;
    private boolean released;

    /// @param faulty it ends by a fault, not before [#strike]
    FaultyTool(World world, boolean faulty) {
        this.world = world;
        this.faulty = faulty;
    }

    /// Told when it is asked for the first time.
    void whenAsked(Runnable what) {
        asked = what;
    }

    void strike(Fault what) {
        fault = what;
    }

    /// When it was first asked, or -1.
    long startedMs() {
        return startedMs;
    }

    boolean isRunning() {
        return startedMs >= 0 && !ended;
    }

    @Override
    public ToolDefinition definition() {
        return MikrotikClient.toolDefinition();
    }

    @Override
    public ToolOutcome run(ToolRequest request) throws InterruptedException {
        if (startedMs < 0) {
            startedMs = world.ms();
            asked.run();
        }
        try {
            if (!faulty) {
                world.sleep(USUAL);
                return new ToolOutcome.Answered(Dialogue.ANSWER);
            }
            world.await(() -> fault != null);
            return end(fault);
        } finally {
            ended = true;
        }
    }

    private ToolOutcome end(@Nullable Fault how) {
        return switch (how) {
            case TOOL_TIMES_OUT -> new ToolOutcome.TimedOut();
            case TOOL_UNREACHABLE -> new ToolOutcome.Unreachable();
            case TOOL_HTTP_ERROR -> new ToolOutcome.HttpError(502);
            case TOOL_RATE_LIMITED -> new ToolOutcome.RateLimited();
            case TOOL_THROWS -> throw new IllegalStateException("a bug of the tool's");
            case TOOL_HANGS -> hang();
            case null, default -> new ToolOutcome.Answered(Dialogue.ANSWER);
        };
    }

    private ToolOutcome hang() {
        while (!released) {
            try {
                world.await(() -> released);
            } catch (InterruptedException _) {
                // it does not listen
            }
        }
        return new ToolOutcome.Answered("Much too late.");
    }

    /// One that hangs ends after all.
    void release() {
        released = true;
    }
}
