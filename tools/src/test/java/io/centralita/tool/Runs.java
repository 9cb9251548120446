package io.centralita.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.scope.CallScope;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolBox;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.tool.ToolResultProcessor;
import io.centralita.call.tool.ToolRunner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Tools run as a call runs them.
public final class Runs {
    private Runs() {}

    /// The one result of a run, in Spanish: that there is no second one is looked at after the
    /// runner has closed.
    public static ToolResult one(Tool tool, String arguments, Duration timeout)
            throws InterruptedException {
        var results = new LinkedBlockingQueue<ToolResult>();
        ToolResult result;
        try (var runner =
                new ToolRunner(
                        ToolBox.of(List.of(tool)),
                        ToolDeadlines.of(timeout),
                        new ToolResultProcessor(new BundledTexts()),
                        Requests.SPANISH,
                        new CallScope("default", "call-1"),
                        Time.SYSTEM,
                        results::add)) {
            runner.start(new ToolCall("t1", tool.definition().name(), arguments));
            result = results.poll(15, TimeUnit.SECONDS);
        }
        assertThat(result).as("a result of %s", tool.definition().name()).isNotNull();
        assertThat(results).as("further results").isEmpty();
        return result;
    }
}
