package io.centralita.tool.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.tool.exchange.Exchange;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the answer in what a service replied.
///
/// @param answer where it is in the JSON; null for the whole text
/// @param sayings what is answered for a status, whatever the body says
record Replies(@Nullable JsonPointer answer, Map<Integer, String> sayings) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Pattern CHARSET =
            Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    ToolOutcome outcome(Exchange exchange) {
        return switch (exchange) {
            case Exchange.TimedOut _ -> new ToolOutcome.TimedOut();
            case Exchange.Unreachable _ -> new ToolOutcome.Unreachable();
            case Exchange.Unusable(var detail) -> new ToolOutcome.Unexpected(detail);
            case Exchange.Complete complete -> outcome(complete);
        };
    }

    private ToolOutcome outcome(Exchange.Complete reply) {
        int status = reply.status();
        var saying = sayings.get(status);
        if (saying != null) {
            return new ToolOutcome.Answered(saying);
        }
        if (status == 429) {
            return new ToolOutcome.RateLimited();
        }
        if (status >= 400 && status <= 599) {
            return new ToolOutcome.HttpError(status);
        }
        if (status < 200 || status > 299) {
            return new ToolOutcome.Unexpected("HTTP status " + status);
        }
        var text = new String(reply.body(), charset(reply.headers()));
        return answer == null ? answered(text) : answeredAt(answer, text);
    }

    private static ToolOutcome answeredAt(JsonPointer place, String text) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return new ToolOutcome.Unexpected("the reply is not JSON");
        }
        var found = tree.at(place);
        if (found.isMissingNode() || found.isNull()) {
            return new ToolOutcome.Unexpected("the reply has nothing at " + place);
        }
        return answered(found.isValueNode() ? found.asText() : found.toString());
    }

    private static ToolOutcome answered(String text) {
        return text.isBlank()
                ? new ToolOutcome.Unexpected("the reply is empty")
                : new ToolOutcome.Answered(text.strip());
    }

    private static Charset charset(HttpHeaders headers) {
        var named = CHARSET.matcher(headers.firstValue("Content-Type").orElse(""));
        try {
            return named.find() ? Charset.forName(named.group(1)) : UTF_8;
        } catch (IllegalArgumentException _) {
            return UTF_8;
        }
    }
}
