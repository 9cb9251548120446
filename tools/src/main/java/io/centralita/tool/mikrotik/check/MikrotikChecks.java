package io.centralita.tool.mikrotik.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.tool.mikrotik.ConsultarMikrotikTool;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.mikrotik.MikrotikHealth;
import io.centralita.tool.mikrotik.MikrotikReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The eight checks of an answering service, against whatever address its client names. They need
/// nothing of the service but B3, change nothing in it and ask it about ten questions.
public final class MikrotikChecks {
    /// How many checks there are: «8/8».
    public static final int COUNT = 8;

    public static final String DEFAULT_ROUTER = "router-146";

    /// What the timeout check waits before it gives a request up: 1 ns, which nobody can answer in,
    /// where 1 ms was enough for an answer.
    private static final List<Duration> TINY_DEADLINES =
            List.of(Duration.ofMillis(1), Duration.ofNanos(1));

    private final MikrotikClient client;
    private final ToolDeadlines deadlines;
    private final String router;
    private final Time time;
    private final Locale language;
    private final CheckTexts texts;

    /// @param deadlines what each query may take
    /// @param router one that the service should know
    public MikrotikChecks(
            MikrotikClient client,
            ToolDeadlines deadlines,
            String router,
            Locale language,
            Time time) {
        this.client = client;
        this.deadlines = deadlines;
        this.router = router;
        this.time = time;
        this.language = language;
        texts = new CheckTexts(language);
    }

    /// Runs all of them with the usual deadlines.
    public static List<CheckResult> run(
            MikrotikClient client, Locale language, CheckListener listener)
            throws InterruptedException {
        var deadlines = ToolDeadlines.of(ToolDeadlines.DEFAULT_TIMEOUT);
        return new MikrotikChecks(client, deadlines, DEFAULT_ROUTER, language, Time.SYSTEM)
                .run(listener);
    }

    /// Runs all of them in order, also where one fails.
    public List<CheckResult> run(CheckListener listener) throws InterruptedException {
        var results = new ArrayList<CheckResult>(COUNT);
        results.add(timed("health", this::health, listener));
        results.add(timed("basic-query", () -> answered("question.basic"), listener));
        results.add(timed("named-router", () -> answered("question.router", router), listener));
        results.add(timed("traffic", () -> answered("question.traffic"), listener));
        results.add(timed("timeout-handling", this::timeoutHandling, listener));
        results.add(timed("error-handling", this::errorHandling, listener));
        results.add(timed("tool-definition", this::toolDefinition, listener));
        results.add(timed("conversation", this::conversation, listener));
        return List.copyOf(results);
    }

    private CheckResult timed(String id, Check check, CheckListener listener)
            throws InterruptedException {
        var name = texts.text("check." + id + ".name");
        listener.started(id, name);
        long start = time.nanoTime();
        var finding = check.run();
        long ms = (time.nanoTime() - start) / 1_000_000;
        var remedy =
                finding.passed()
                        ? Optional.<String>empty()
                        : Optional.of(remedy(id, finding.unreachable()));
        var result = new CheckResult(id, name, finding.passed(), ms, finding.detail(), remedy);
        listener.finished(result);
        return result;
    }

    private String remedy(String id, boolean unreachable) {
        return unreachable
                ? texts.text("remedy.unreachable", client.base().getHost(), portText())
                : texts.text("check." + id + ".remedy", router);
    }

    private String portText() {
        int port = client.base().getPort();
        boolean secure = "https".equalsIgnoreCase(client.base().getScheme());
        return Integer.toString(port >= 0 ? port : secure ? 443 : 80);
    }

    private Finding health() throws InterruptedException {
        return switch (client.checkHealth()) {
            case MikrotikHealth.Up(var service, var version) ->
                    Finding.good(texts.text("health.up", service, version));
            case MikrotikHealth.Down(var why) -> bad(why);
        };
    }

    private Finding answered(String question, Object... arguments) throws InterruptedException {
        var reply = client.query(texts.text(question, arguments), deadlines);
        return reply instanceof MikrotikReply.Answered ? Finding.good(texts.of(reply)) : bad(reply);
    }

    /// Gives a real request up before it can be answered: it must end as timed out, and the service
    /// must still answer the next one.
    private Finding timeoutHandling() throws InterruptedException {
        var question = texts.text("question.basic");
        MikrotikReply abandoned = new MikrotikReply.RateLimited();
        for (var deadline : TINY_DEADLINES) {
            abandoned = client.query(question, deadlines.service(), deadline);
            if (!(abandoned instanceof MikrotikReply.Answered)) {
                break;
            }
        }
        if (!(abandoned.outcome() instanceof ToolOutcome.TimedOut)) {
            return bad(abandoned);
        }
        var next = client.query(question, deadlines);
        return next instanceof MikrotikReply.Answered
                ? Finding.good(texts.text("timeout.good", texts.of(abandoned)))
                : bad(next);
    }

    /// An empty question: the service must refuse it in words, as JSON.
    private Finding errorHandling() throws InterruptedException {
        var reply = client.query("", deadlines);
        boolean passed =
                switch (reply) {
                    case MikrotikReply.HttpStatus(var status, var error) ->
                            status < 500 && !error.isBlank();
                    case MikrotikReply.Failed(var error) -> !error.isBlank();
                    case MikrotikReply.Answered _,
                            MikrotikReply.TimedOut _,
                            MikrotikReply.Unreachable _,
                            MikrotikReply.RateLimited _,
                            MikrotikReply.Unusable _ ->
                            false;
                };
        return passed ? Finding.good(texts.of(reply)) : bad(reply);
    }

    /// The definition names its required argument, and wrong arguments come back to the model as
    /// feedback.
    private Finding toolDefinition() throws InterruptedException {
        var tool = new ConsultarMikrotikTool(client, time);
        var definition = tool.definition();
        var schema = definition.parameters();
        boolean wellFormed =
                schema.path("type").asText("").equals("object")
                        && schema.path("properties").path("pregunta").has("type")
                        && schema.path("required").toString().equals("[\"pregunta\"]");
        var none = JsonNodeFactory.instance.objectNode();
        boolean explains = tool.run(request(none)) instanceof ToolOutcome.InvalidArguments;
        return new Finding(
                wellFormed && explains, false, texts.text("definition", definition.name()));
    }

    private ToolRequest request(ObjectNode arguments) {
        var call = new ToolCall("check", "consultar_mikrotik", arguments.toString());
        return new ToolRequest(call, arguments, deadlines, language);
    }

    /// Three questions in a row, as one caller would ask them.
    private Finding conversation() throws InterruptedException {
        var questions = List.of("question.routers", "question.state", "question.problems");
        for (var question : questions) {
            var reply = client.query(texts.text(question), deadlines);
            if (!(reply instanceof MikrotikReply.Answered)) {
                return new Finding(
                        false,
                        reply instanceof MikrotikReply.Unreachable,
                        texts.text("conversation.bad", texts.text(question), texts.of(reply)));
            }
        }
        return Finding.good(texts.text("conversation.good", questions.size()));
    }

    private Finding bad(MikrotikReply reply) {
        return new Finding(false, reply instanceof MikrotikReply.Unreachable, texts.of(reply));
    }

    @FunctionalInterface
    private interface Check {
        Finding run() throws InterruptedException;
    }

    /// @param unreachable the one failure whose remedy is the same for every check
    private record Finding(boolean passed, boolean unreachable, String detail) {
        static Finding good(String detail) {
            return new Finding(true, false, detail);
        }
    }
}
