package io.centralita.tool.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.tool.exchange.HttpExchanges;
import io.centralita.tool.schema.ArgumentSchema;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An HTTP endpoint as a tool.
///
/// @param definition what the model sees; [ToolDefinition#confirmed] is the wrapper's
/// @param schema of the arguments
/// @param headers sent with every request; values may be secret
/// @param body null for the arguments that the address has no place for, as a JSON object
/// @param answer where in the JSON of the reply the answer is; null for the whole text
/// @param sayings what is answered for a status, whatever the body says
/// @param timeout what the service may take; null for what the switchboard allows, and never longer
/// @param bodyLimit bytes of the longest reply
/// @param repeatable whether asking twice does no harm
public record HttpToolSpec(
        ToolDefinition definition,
        ArgumentSchema schema,
        Method method,
        UrlTemplate url,
        Map<String, String> headers,
        @Nullable BodyTemplate body,
        @Nullable JsonPointer answer,
        Map<Integer, String> sayings,
        @Nullable Duration timeout,
        int bodyLimit,
        boolean repeatable) {
    public static final int DEFAULT_BODY_LIMIT = HttpExchanges.BODY_LIMIT;

    public HttpToolSpec {
        headers = Map.copyOf(headers);
        sayings = Map.copyOf(sayings);
    }

    public enum Method {
        GET(false),
        DELETE(false),
        POST(true),
        PUT(true),
        PATCH(true);

        private final boolean body;

        Method(boolean body) {
            this.body = body;
        }

        public boolean hasBody() {
            return body;
        }
    }

    /// Without header values, which may be secret.
    @Override
    public String toString() {
        return "HttpToolSpec[%s %s %s]".formatted(definition.name(), method, url);
    }
}
