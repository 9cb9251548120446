package io.centralita.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolRequest;
import java.time.Duration;
import java.util.Locale;

/// Tool requests as the executor would make them.
public final class Requests {
    public static final Locale SPANISH = Locale.of("es");

    private Requests() {}

    public static ToolRequest of(String name, String arguments, Duration timeout, Locale language) {
        return new ToolRequest(
                new ToolCall("call_1", name, arguments),
                parse(arguments),
                ToolDeadlines.of(timeout),
                language);
    }

    private static ObjectNode parse(String arguments) {
        try {
            return JsonMapper.builder().build().readValue(arguments, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
