package io.centralita.tool.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.tool.http.HttpToolSpec.Method;
import io.centralita.tool.schema.ArgumentSchema;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// HTTP tools as a tools file would describe them.
final class Specs {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SCHEMA =
            "{'type':'object','properties':{'id':{'type':'string','minLength':1},"
                    + "'note':{'type':'string'}},'required':['id'],'additionalProperties':false}";

    Method method = Method.GET;
    String url;
    Map<String, String> headers = Map.of();
    @Nullable String body;
    @Nullable String answer = "/text";
    Map<Integer, String> sayings = Map.of();
    @Nullable Duration timeout;
    int limit = HttpToolSpec.DEFAULT_BODY_LIMIT;
    boolean repeatable = true;

    Specs(String url) {
        this.url = url;
    }

    HttpToolSpec spec() {
        try {
            var parameters = (ObjectNode) JSON.readTree(SCHEMA.replace('\'', '"'));
            return new HttpToolSpec(
                    new ToolDefinition("find_order", "Finds an order.", parameters),
                    ArgumentSchema.of(parameters),
                    method,
                    UrlTemplate.parse(url),
                    headers,
                    body == null ? null : new BodyTemplate(JSON.readTree(body.replace('\'', '"'))),
                    answer == null ? null : JsonPointer.compile(answer),
                    sayings,
                    timeout,
                    limit,
                    repeatable);
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }
}
