package io.centralita.engine.pipeline;

import io.centralita.call.tool.ToolCall;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tool calls that a peer told of, until it tells of their answers. The oldest are forgotten.
final class PeerCalls {
    private static final int REMEMBERED = 16;

    private final Map<String, ToolCall> unanswered = new LinkedHashMap<>();

    void add(ToolCall call) {
        unanswered.put(call.id(), call);
        if (unanswered.size() > REMEMBERED) {
            unanswered.remove(unanswered.keySet().iterator().next());
        }
    }

    @Nullable ToolCall remove(String id) {
        return unanswered.remove(id);
    }
}
