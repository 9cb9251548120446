package io.centralita.call.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.scope.CallScope;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The second guard: runs one call's tools, and whatever a tool does yields exactly one result for
/// each run (A5).
///
/// Each run has a virtual thread for the tool and one that watches it, so that a tool that hangs
/// and ignores its interruption still ends for the caller. [#close] cancels all runs.
public final class ToolRunner implements AutoCloseable {
    /// Runs of one call at a time; a model that asks for more is refused.
    static final int MAX_RUNNING = 8;

    private static final Logger log = LoggerFactory.getLogger(ToolRunner.class);

    private final ToolBox tools;
    private final ToolDeadlines deadlines;
    private final ToolResultProcessor processor;
    private final Locale language;
    private final CallScope scope;
    private final Time time;
    private final Consumer<ToolResult> results;
    private final Map<String, Run> running = new ConcurrentHashMap<>();

    /// @param results is given every result, on a thread of the runner; must not block
    public ToolRunner(
            ToolBox tools,
            ToolDeadlines deadlines,
            ToolResultProcessor processor,
            Locale language,
            CallScope scope,
            Time time,
            Consumer<ToolResult> results) {
        this.tools = tools;
        this.deadlines = deadlines;
        this.processor = processor;
        this.language = language;
        this.scope = scope;
        this.time = time;
        this.results = results;
    }

    /// Starts a run and returns. A run whose id is already running is the engine's mistake and is
    /// not started again.
    public void start(ToolCall call) {
        var run = new Run(call);
        if (running.putIfAbsent(call.id(), run) != null) {
            log.atWarn()
                    .addKeyValue("tool", call.name())
                    .addKeyValue("toolCall", call.id())
                    .log("tool call asked for twice, run once");
            return;
        }
        log.atInfo()
                .addKeyValue("tool", call.name())
                .addKeyValue("toolCall", call.id())
                .addKeyValue("timeoutMs", deadlines.service().toMillis())
                .log("tool call started");
        log.atDebug().addKeyValue("pii.arguments", call.arguments()).log("tool call arguments");
        run.start();
    }

    /// Ends one run as cancelled; one that is over stays as it is.
    public void cancel(String callId) {
        var run = running.get(callId);
        if (run != null) {
            run.finish(new ToolOutcome.Cancelled());
        }
    }

    @Override
    public void close() {
        running.values().forEach(run -> run.finish(new ToolOutcome.Cancelled()));
    }

    private final class Run {
        private final ToolCall call;
        private final long startedAt = time.nanoTime();
        private final AtomicBoolean finished = new AtomicBoolean();
        private volatile @Nullable Thread worker;
        private volatile boolean passedThrough;

        Run(ToolCall call) {
            this.call = call;
        }

        void start() {
            var tool = tools.find(call.name());
            if (tool == null) {
                finish(
                        new ToolOutcome.InvalidArguments(
                                "There is no tool named \"%s\".".formatted(call.name())));
                return;
            }
            if (running.size() > MAX_RUNNING) {
                finish(new ToolOutcome.Unexpected("more than " + MAX_RUNNING + " tools at once"));
                return;
            }
            if (tool.passedThrough()) {
                passedThrough = true;
                var none = JsonNodeFactory.instance.objectNode();
                launch(tool, new ToolRequest(call, none, deadlines, language));
                return;
            }
            switch (ToolArguments.check(call, tool.definition())) {
                case ToolArguments.Checked.Invalid(var feedback) ->
                        finish(new ToolOutcome.InvalidArguments(feedback));
                case ToolArguments.Checked.Valid(var arguments) ->
                        launch(tool, new ToolRequest(call, arguments, deadlines, language));
            }
        }

        private void launch(Tool tool, ToolRequest request) {
            var thread = scope.start("tool-" + call.name(), () -> finish(outcomeOf(tool, request)));
            worker = thread;
            if (finished.get()) {
                thread.interrupt();
            } else {
                scope.start("tool-guard", () -> watch(thread));
            }
        }

        private ToolOutcome outcomeOf(Tool tool, ToolRequest request) {
            try {
                return tool.run(request);
            } catch (InterruptedException _) {
                return new ToolOutcome.Cancelled();
            } catch (Throwable fault) { // whatever a tool throws, the caller gets a sentence
                log.atError()
                        .addKeyValue("tool", call.name())
                        .addKeyValue("toolCall", call.id())
                        .setCause(fault)
                        .log("tool threw");
                return new ToolOutcome.Unexpected(fault.getClass().getName());
            }
        }

        private void watch(Thread thread) {
            try {
                if (!time.join(thread, deadlines.executor())) {
                    finish(new ToolOutcome.TimedOut());
                }
            } catch (InterruptedException _) {
                finish(new ToolOutcome.Cancelled());
            }
        }

        void finish(ToolOutcome raw) {
            if (!finished.compareAndSet(false, true)) {
                return;
            }
            running.remove(call.id(), this);
            var thread = worker;
            if (thread != null && thread != Thread.currentThread()) {
                thread.interrupt();
            }
            var outcome = passedThrough ? raw : processor.examine(raw);
            var took = Duration.ofNanos(time.nanoTime() - startedAt);
            var line =
                    log.atLevel(
                                    outcome instanceof ToolOutcome.Answered
                                                    || outcome instanceof ToolOutcome.PutThrough
                                            ? org.slf4j.event.Level.INFO
                                            : org.slf4j.event.Level.WARN)
                            .addKeyValue("tool", call.name())
                            .addKeyValue("toolCall", call.id())
                            .addKeyValue("outcome", outcome.word())
                            .addKeyValue("ms", took.toMillis());
            detail(outcome, line).log("tool call ended");
            results.accept(new ToolResult(call, outcome, processor.words(outcome, language), took));
        }

        private org.slf4j.spi.LoggingEventBuilder detail(
                ToolOutcome outcome, org.slf4j.spi.LoggingEventBuilder line) {
            return switch (outcome) {
                case ToolOutcome.Unexpected(var detail) -> line.addKeyValue("detail", detail);
                case ToolOutcome.HttpError(var status) -> line.addKeyValue("status", status);
                case ToolOutcome.InvalidArguments(var feedback) ->
                        line.addKeyValue("feedback", feedback);
                case ToolOutcome.Answered _,
                        ToolOutcome.PutThrough _,
                        ToolOutcome.TimedOut _,
                        ToolOutcome.Unreachable _,
                        ToolOutcome.RateLimited _,
                        ToolOutcome.Refused _,
                        ToolOutcome.Cancelled _ ->
                        line;
            };
        }
    }
}
