package io.centralita.tool.mikrotik;

import io.centralita.call.scope.Time;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the caller's question to the MikroTik answering service.
public final class ConsultarMikrotikTool implements Tool {
    private static final Logger log = LoggerFactory.getLogger(ConsultarMikrotikTool.class);

    private final MikrotikClient client;
    private final Time time;
    private final ToolDefinition definition = MikrotikArguments.definition();

    /// @param client stays the caller's to close
    public ConsultarMikrotikTool(MikrotikClient client, Time time) {
        this.client = client;
        this.time = time;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolOutcome run(ToolRequest request) throws InterruptedException {
        return switch (MikrotikArguments.of(request.arguments())) {
            case MikrotikArguments.Invalid(var feedback) -> rejected(request, feedback);
            case MikrotikArguments.Valid(var question, var timeout) ->
                    ask(request, question, deadlines(request.deadlines(), timeout));
        };
    }

    /// A model may ask for a shorter time than the switchboard's, not for a longer one: the
    /// executor would give up before the HTTP request could report.
    private static ToolDeadlines deadlines(ToolDeadlines allowed, @Nullable Duration asked) {
        return asked == null || asked.compareTo(allowed.service()) >= 0
                ? allowed
                : ToolDeadlines.of(asked);
    }

    private ToolOutcome ask(ToolRequest request, String question, ToolDeadlines deadlines)
            throws InterruptedException {
        var id = request.call().id();
        log.atInfo()
                .addKeyValue("name", MikrotikArguments.NAME)
                .addKeyValue("call_id", id)
                .addKeyValue("timeoutMs", deadlines.service().toMillis())
                .addKeyValue("httpTimeoutMs", deadlines.http().toMillis())
                .log("answering service asked");
        log.atDebug()
                .addKeyValue("call_id", id)
                .addKeyValue("pii.question", question)
                .log("question");
        long start = time.nanoTime();
        var reply = client.query(question, deadlines);
        report(id, reply, (time.nanoTime() - start) / 1_000_000);
        return reply.outcome();
    }

    private void report(String id, MikrotikReply reply, long ms) {
        var outcome = reply.outcome().word();
        switch (reply) {
            case MikrotikReply.Answered(var text) -> {
                log.atInfo()
                        .addKeyValue("call_id", id)
                        .addKeyValue("outcome", outcome)
                        .addKeyValue("ms", ms)
                        .log("answering service answered");
                log.atDebug()
                        .addKeyValue("call_id", id)
                        .addKeyValue("pii.answer", text)
                        .log("answer");
            }
            case MikrotikReply.HttpStatus(var status, var error) -> {
                failed(id, outcome, "HTTP status " + status, ms);
                serviceError(id, error);
            }
            case MikrotikReply.Failed(var error) -> {
                failed(id, outcome, "the service reported failure", ms);
                serviceError(id, error);
            }
            case MikrotikReply.TimedOut(var deadline) ->
                    failed(id, outcome, "no answer within " + deadline.toMillis() + " ms", ms);
            case MikrotikReply.Unreachable(var detail) -> failed(id, outcome, detail, ms);
            case MikrotikReply.RateLimited() -> failed(id, outcome, "HTTP status 429", ms);
            case MikrotikReply.Unusable(var detail) -> failed(id, outcome, detail, ms);
        }
    }

    private void failed(String id, String outcome, String detail, long ms) {
        log.atWarn()
                .addKeyValue("call_id", id)
                .addKeyValue("service", client.base().getHost())
                .addKeyValue("outcome", outcome)
                .addKeyValue("error", detail)
                .addKeyValue("ms", ms)
                .log("answering service did not answer");
    }

    /// A service may repeat the question in its error, so the text is personal.
    private static void serviceError(String id, String error) {
        log.atDebug()
                .addKeyValue("call_id", id)
                .addKeyValue("pii.error", error)
                .log("service error");
    }

    private static ToolOutcome rejected(ToolRequest request, String feedback) {
        log.atInfo()
                .addKeyValue("name", MikrotikArguments.NAME)
                .addKeyValue("call_id", request.call().id())
                .addKeyValue("feedback", feedback)
                .log("tool call with wrong arguments");
        return new ToolOutcome.InvalidArguments(feedback);
    }
}
