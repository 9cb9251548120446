package io.centralita.tool.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.tool.exchange.Exchange;
import io.centralita.tool.exchange.HttpExchanges;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks an HTTP endpoint that an operator has described.
public final class HttpTool implements Tool {
    /// Between two attempts at a service that says it is not ready.
    static final Duration PAUSE = Duration.ofMillis(250);

    private static final int MOST_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(502, 503, 504);
    private static final Logger log = LoggerFactory.getLogger(HttpTool.class);

    private final HttpToolSpec spec;
    private final HttpExchanges exchanges;
    private final Replies replies;
    private final Time time;

    /// @param exchanges stays the caller's to close
    public HttpTool(HttpToolSpec spec, HttpExchanges exchanges, Time time) {
        this.spec = spec;
        this.exchanges = exchanges;
        this.replies = new Replies(spec.answer(), spec.sayings());
        this.time = time;
    }

    @Override
    public ToolDefinition definition() {
        return spec.definition();
    }

    @Override
    public ToolOutcome run(ToolRequest request) throws InterruptedException {
        var wrong = spec.schema().wrongWith(request.arguments());
        if (wrong.isPresent()) {
            return new ToolOutcome.InvalidArguments(wrong.get());
        }
        HttpRequest wanted;
        try {
            wanted = requestFor(request);
        } catch (UnfitArgument e) {
            return new ToolOutcome.InvalidArguments(e.feedback());
        }
        var id = request.call().id();
        var deadline = deadlines(request.deadlines()).http();
        log.atInfo()
                .addKeyValue("name", definition().name())
                .addKeyValue("call_id", id)
                .addKeyValue("service", spec.url().origin().getHost())
                .addKeyValue("httpTimeoutMs", deadline.toMillis())
                .log("HTTP tool asked");
        long start = time.nanoTime();
        var exchange = exchange(wanted, start + deadline.toNanos());
        var outcome = replies.outcome(exchange);
        report(id, exchange, outcome, (time.nanoTime() - start) / 1_000_000);
        return outcome;
    }

    /// A tool may be given less time than the switchboard's, not more: the executor would give up
    /// before the exchange could report.
    private ToolDeadlines deadlines(ToolDeadlines allowed) {
        var own = spec.timeout();
        return own == null || own.compareTo(allowed.service()) >= 0
                ? allowed
                : ToolDeadlines.of(own);
    }

    private HttpRequest requestFor(ToolRequest request) throws UnfitArgument {
        var arguments = request.arguments();
        var wanted =
                HttpRequest.newBuilder(spec.url().expand(arguments))
                        .header("Accept", "application/json, text/plain;q=0.9");
        var method = spec.method();
        if (method.hasBody()) {
            wanted.setHeader("Content-Type", "application/json; charset=utf-8");
            wanted.method(method.name(), BodyPublishers.ofString(body(arguments)));
        } else {
            wanted.method(method.name(), BodyPublishers.noBody());
        }
        if (method != HttpToolSpec.Method.GET) {
            wanted.setHeader(IdempotencyKeys.HEADER, IdempotencyKeys.of(request.call()));
        }
        spec.headers().forEach(wanted::setHeader);
        return wanted.build();
    }

    private String body(ObjectNode arguments) throws UnfitArgument {
        var template = spec.body();
        if (template != null) {
            return template.fill(arguments).toString();
        }
        var rest = arguments.deepCopy();
        rest.remove(spec.url().names());
        return rest.toString();
    }

    private Exchange exchange(HttpRequest request, long endNanos) throws InterruptedException {
        var exchange = send(request, endNanos);
        boolean again =
                spec.repeatable()
                        && exchange instanceof Exchange.Complete reply
                        && PASSING.contains(reply.status())
                        && endNanos - time.nanoTime() > 2 * PAUSE.toNanos();
        if (again) {
            log.atDebug().addKeyValue("name", definition().name()).log("not ready, asked again");
            Thread.sleep(PAUSE);
            exchange = send(request, endNanos);
        }
        for (int hops = 0; hops < MOST_REDIRECTS; hops++) {
            var target = redirect(request, exchange);
            if (target.isEmpty()) {
                return exchange;
            }
            request = HttpRequest.newBuilder(request, (_, _) -> true).uri(target.get()).build();
            exchange = send(request, endNanos);
        }
        return exchange;
    }

    private Exchange send(HttpRequest request, long endNanos) throws InterruptedException {
        var left = Duration.ofNanos(Math.max(1, endNanos - time.nanoTime()));
        return exchanges.send(
                request, new HttpExchanges.Terms(left, spec.bodyLimit(), spec.repeatable()));
    }

    /// Where the service sends us; empty where it does not, or to somebody else, who is not to see
    /// what was meant for this one.
    private static Optional<URI> redirect(HttpRequest request, Exchange exchange) {
        if (!(exchange instanceof Exchange.Complete reply)
                || !REDIRECTS.contains(reply.status())
                || !request.method().equals("GET")) {
            return Optional.empty();
        }
        try {
            return reply.headers()
                    .firstValue("Location")
                    .map(place -> request.uri().resolve(place))
                    .filter(target -> isSame(request.uri(), target));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isSame(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private void report(String id, Exchange exchange, ToolOutcome outcome, long ms) {
        var good = outcome instanceof ToolOutcome.Answered;
        var line =
                (good ? log.atInfo() : log.atWarn())
                        .addKeyValue("name", definition().name())
                        .addKeyValue("call_id", id)
                        .addKeyValue("service", spec.url().origin().getHost())
                        .addKeyValue("outcome", outcome.word())
                        .addKeyValue("ms", ms);
        if (good) {
            line.log("HTTP tool answered");
            return;
        }
        line.addKeyValue(
                        "error",
                        switch (exchange) {
                            case Exchange.Complete reply -> "HTTP status " + reply.status();
                            case Exchange.TimedOut(var deadline) ->
                                    "no answer within " + deadline.toMillis() + " ms";
                            case Exchange.Unreachable(var detail) -> detail;
                            case Exchange.Unusable(var detail) -> detail;
                        })
                .log("HTTP tool did not answer");
    }
}
