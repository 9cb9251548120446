package io.centralita.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.network.Answerer;
import io.centralita.network.demo.DemoNetwork;
import io.centralita.tool.clock.CurrentTimeTool;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Knows what is right without having been at the call: asks a demonstration network and a clock of
/// its own, set to every second in which an answer may have been made. Belongs to one thread.
final class Oracle implements AutoCloseable {
    private record Moment(Question question, long epochSecond) {}

    private volatile Instant now = Instant.EPOCH;
    private final Map<Moment, String> known = new HashMap<>();
    private final DemoNetwork network =
            new DemoNetwork(DemoNetwork.SEED, () -> now, _ -> {}); // an oracle need not wait
    private final Answerer answerer = new Answerer(network);
    private final Locale language;
    private final Duration toolTimeout;

    Oracle(Locale language, Duration toolTimeout) {
        this.language = language;
        this.toolTimeout = toolTimeout;
    }

    /// What may be said to a question, given when it was asked and when the answer began.
    ///
    /// @param text of the question
    Expectation answer(Question question, String text, Instant asked, Instant answered)
            throws InterruptedException {
        Set<String> wordings = new LinkedHashSet<>();
        for (var second = asked.getEpochSecond(); second <= answered.getEpochSecond(); second++) {
            var moment = new Moment(question, second);
            var wording = known.get(moment);
            if (wording == null) {
                now = Instant.ofEpochSecond(second);
                wording = ask(question, text);
                known.put(moment, wording);
            }
            wordings.add(wording);
        }
        return new Expectation(wordings);
    }

    private String ask(Question question, String text) throws InterruptedException {
        return switch (question.kind()) {
            case NETWORK -> answerer.ask(text, language, toolTimeout).text();
            case CLOCK -> time();
            case SMALL_TALK ->
                    throw new IllegalArgumentException("nobody knows the answer to " + text);
        };
    }

    private String time() {
        var clock =
                new CurrentTimeTool(
                        new Time() {
                            @Override
                            public long nanoTime() {
                                return 0;
                            }

                            @Override
                            public Instant now() {
                                return now;
                            }
                        },
                        ZoneId.systemDefault());
        var request =
                new ToolRequest(
                        new ToolCall("", CurrentTimeTool.NAME, "{}"),
                        JsonNodeFactory.instance.objectNode(),
                        ToolDeadlines.of(toolTimeout),
                        language);
        return clock.run(request) instanceof ToolOutcome.Answered(var said) ? said : "";
    }

    @Override
    public void close() {
        answerer.close();
        network.close();
    }
}
