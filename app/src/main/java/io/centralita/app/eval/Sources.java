package io.centralita.app.eval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.app.eval.scenario.Expectation.Source;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.tool.clock.CurrentTimeTool;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.mikrotik.MikrotikReply;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// Who knows the right answers, asked beside the call. Safe from any thread.
final class Sources implements AutoCloseable {
    private static final Duration ONE_ANSWER = Duration.ofSeconds(20);

    private final MikrotikClient network;
    private final CurrentTimeTool clock = new CurrentTimeTool(Time.SYSTEM, ZoneId.systemDefault());

    /// @param api where the answering service is
    Sources(URI api) {
        network = new MikrotikClient(api);
    }

    /// Blocks; empty where the source did not answer.
    Optional<String> answer(Source source, String question, Locale language)
            throws InterruptedException {
        return switch (source) {
            case NETWORK ->
                    network.query(question, ONE_ANSWER, ONE_ANSWER)
                                    instanceof MikrotikReply.Answered(var text)
                            ? Optional.of(text)
                            : Optional.empty();
            case CLOCK -> time(language);
        };
    }

    private Optional<String> time(Locale language) {
        var request =
                new ToolRequest(
                        new ToolCall("", CurrentTimeTool.NAME, "{}"),
                        JsonNodeFactory.instance.objectNode(),
                        ToolDeadlines.of(ONE_ANSWER),
                        language);
        return clock.run(request) instanceof ToolOutcome.Answered(var text)
                ? Optional.of(text)
                : Optional.empty();
    }

    @Override
    public void close() {
        network.close();
    }
}
