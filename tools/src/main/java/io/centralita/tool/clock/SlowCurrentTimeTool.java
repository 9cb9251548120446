package io.centralita.tool.clock;

import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.time.Duration;

/// Tells the time as [CurrentTimeTool] does, but late: for trying out what a caller hears
/// meanwhile. A delay longer than the service may take ends as timed out, when that time is over.
public final class SlowCurrentTimeTool implements Tool {
    public static final String NAME = "get_current_time_slow";
    public static final Duration DEFAULT_DELAY = Duration.ofSeconds(20);

    private final CurrentTimeTool clock;
    private final Duration delay;
    private final Sleeper sleeper;
    private final ToolDefinition definition =
            new ToolDefinition(
                    NAME,
                    "Tells the current time, slowly: for trying out how waiting feels.",
                    CurrentTimeTool.parameters());

    public SlowCurrentTimeTool(CurrentTimeTool clock, Duration delay, Sleeper sleeper) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay cannot be negative: " + delay);
        }
        this.clock = clock;
        this.delay = delay;
        this.sleeper = sleeper;
    }

    /// Takes 20 s.
    public SlowCurrentTimeTool(CurrentTimeTool clock) {
        this(clock, DEFAULT_DELAY, Sleeper.SYSTEM);
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolOutcome run(ToolRequest request) throws InterruptedException {
        var allowed = request.deadlines().service();
        if (delay.compareTo(allowed) > 0) {
            sleeper.sleep(allowed);
            return new ToolOutcome.TimedOut();
        }
        sleeper.sleep(delay);
        return clock.run(request);
    }
}
