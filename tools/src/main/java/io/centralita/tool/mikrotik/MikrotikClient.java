package io.centralita.tool.mikrotik;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.tool.exchange.Exchange;
import io.centralita.tool.exchange.HttpExchanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The client of an answering service that speaks B3: `POST /query` with `{"question": …,
/// "timeout": …}` answered by `{"success": true, "response": …}`, and `GET /health`.
///
/// Safe for use by any number of threads at once.
public final class MikrotikClient implements AutoCloseable {
    private static final Duration HEALTH_DEADLINE = Duration.ofSeconds(5);
    private static final int LONGEST_ERROR = 200;

    /// The error of the answering service's 404 for a router that is not configured.
    private static final String UNKNOWN_ROUTER = "unknown_router";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final URI base;
    private final HttpExchanges exchanges;

    /// @param base where the service lives, `http://127.0.0.1:5050` for example; a path is kept
    public MikrotikClient(URI base) {
        this(base, Time.SYSTEM);
    }

    MikrotikClient(URI base, Time time) {
        var scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "the answering service's address must be an http or https URL, not " + base);
        }
        this.base = base;
        exchanges = new HttpExchanges(time);
    }

    /// The service's address, as given.
    public URI base() {
        return base;
    }

    /// The tool that this client serves, as a model sees it.
    public static ToolDefinition toolDefinition() {
        return MikrotikArguments.definition();
    }

    /// Asks within the deadlines of a tool call.
    public MikrotikReply query(String question, ToolDeadlines deadlines)
            throws InterruptedException {
        return query(question, deadlines.service(), deadlines.http());
    }

    /// Asks, and waits for the whole answer.
    ///
    /// @param question in plain language; what the service makes of an empty one is its own affair
    /// @param serviceTimeout what the service is asked to keep to; sent in whole seconds, at least
    ///   1
    /// @param deadline of the whole exchange, connection and body included
    public MikrotikReply query(String question, Duration serviceTimeout, Duration deadline)
            throws InterruptedException {
        var body =
                JSON.createObjectNode()
                        .put("question", question)
                        .put("timeout", Math.max(1, serviceTimeout.toSeconds()));
        var request =
                request("/query")
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build();
        return switch (exchanges.send(request, deadline)) {
            case Exchange.Ended how -> MikrotikReply.of(how);
            case Exchange.Complete(var status, _, var bytes) -> reply(status, bytes);
        };
    }

    /// Asks the service for its health; takes 5 s at most.
    public MikrotikHealth checkHealth() throws InterruptedException {
        return switch (exchanges.send(request("/health").GET().build(), HEALTH_DEADLINE)) {
            case Exchange.Ended how -> new MikrotikHealth.Down(MikrotikReply.of(how));
            case Exchange.Complete(var status, _, var bytes) -> health(status, bytes);
        };
    }

    private HttpRequest.Builder request(String path) {
        var root = base.toString().replaceFirst("/+$", "");
        return HttpRequest.newBuilder(URI.create(root + path)).header("Accept", "application/json");
    }

    private static MikrotikReply reply(int status, byte[] bytes) {
        var json = parse(bytes);
        if (status != 200) {
            return refusal(status, json);
        }
        if (json.isEmpty() || !json.get().path("success").isBoolean()) {
            return new MikrotikReply.Unusable("the reply is not a JSON object with «success»");
        }
        if (!json.get().path("success").booleanValue()) {
            return new MikrotikReply.Failed(errorIn(json.get()));
        }
        var text = json.get().path("response");
        return text.isTextual() && !text.textValue().isBlank()
                ? new MikrotikReply.Answered(text.textValue().strip())
                : new MikrotikReply.Unusable("the reply has no «response»");
    }

    private static MikrotikHealth health(int status, byte[] bytes) {
        var json = parse(bytes);
        if (status != 200) {
            return new MikrotikHealth.Down(refusal(status, json));
        }
        var state = json.map(node -> node.path("status").asText("")).orElse("");
        if (!state.equalsIgnoreCase("ok")) {
            return new MikrotikHealth.Down(
                    new MikrotikReply.Unusable("«status» is not «ok» but «" + state + "»"));
        }
        return new MikrotikHealth.Up(
                json.orElseThrow().path("service").asText(""),
                json.orElseThrow().path("version").asText(""));
    }

    private static MikrotikReply refusal(int status, Optional<JsonNode> json) {
        if (status == 429) {
            return new MikrotikReply.RateLimited();
        }
        var spoken =
                status == 404
                        ? json.flatMap(MikrotikClient::unknownRouter)
                        : Optional.<String>empty();
        if (spoken.isPresent()) {
            return new MikrotikReply.Answered(spoken.get());
        }
        return status >= 400 && status <= 599
                ? new MikrotikReply.HttpStatus(status, json.map(MikrotikClient::errorIn).orElse(""))
                : new MikrotikReply.Unusable("HTTP status " + status);
    }

    /// A question about a router that does not exist is refused with a sentence made for the
    /// caller, who is better served by it than by an apology for a server error.
    private static Optional<String> unknownRouter(JsonNode json) {
        return json.path("error").asText("").equals(UNKNOWN_ROUTER)
                ? Optional.of(json.path("message").asText("").strip()).filter(m -> !m.isEmpty())
                : Optional.empty();
    }

    /// The service's own word on what was wrong, under the names in use for it.
    private static String errorIn(JsonNode json) {
        for (var name : new String[] {"error", "message", "detail"}) {
            var node = json.path(name);
            var text =
                    node.isTextual()
                            ? node.textValue()
                            : node.isMissingNode() ? "" : node.toString();
            if (!text.isBlank()) {
                return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
            }
        }
        return "";
    }

    private static Optional<JsonNode> parse(byte[] bytes) {
        try {
            return Optional.ofNullable(JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /// Ends every query under way and frees the connections.
    @Override
    public void close() {
        exchanges.close();
    }
}
