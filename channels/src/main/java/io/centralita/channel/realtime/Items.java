package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conversation as the peer sees it: its items in order. Bounded, the oldest are forgotten.
/// Confined to the session's event loop.
final class Items {
    static final int MOST = 1_000;

    private final ArrayList<ObjectNode> items = new ArrayList<>();

    static ObjectNode message(String id, String role, String status) {
        var item = item(id, "message", status).put("role", role);
        item.putArray("content");
        return item;
    }

    /// What the caller said, not written down yet. The transcript is there and null until it is
    /// known: `@openai/agents-realtime` insists on it.
    static ObjectNode spoken(String id) {
        var item = message(id, "user", "completed");
        item.withArray("content").addObject().put("type", "input_audio").putNull("transcript");
        return item;
    }

    static ObjectNode functionCall(
            String id, String status, String callId, String name, String arguments) {
        return item(id, "function_call", status)
                .put("call_id", callId)
                .put("name", name)
                .put("arguments", arguments);
    }

    static ObjectNode item(String id, String type, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "realtime.item")
                .put("type", type)
                .put("status", status);
    }

    Optional<ObjectNode> find(String id) {
        return items.stream().filter(item -> id.equals(id(item))).findFirst();
    }

    /// The id of the last item, null where there is none.
    @Nullable String last() {
        return items.isEmpty() ? null : id(items.getLast());
    }

    /// @return the id of the item before it, null where there is none
    @Nullable String append(ObjectNode item) {
        var before = last();
        items.add(item);
        if (items.size() > MOST) {
            items.removeFirst();
        }
        return before;
    }

    /// Puts it after the given item, or in front of all where there is none.
    ///
    /// @return false where there is no such item
    boolean insert(ObjectNode item, @Nullable String after) {
        int at = after == null ? 0 : indexOf(after) + 1;
        if (after != null && at == 0) {
            return false;
        }
        items.add(at, item);
        if (items.size() > MOST) {
            items.removeFirst();
        }
        return true;
    }

    /// The id of the item before this one, null where there is none.
    @Nullable String before(ObjectNode item) {
        int at = indexOf(id(item));
        return at <= 0 ? null : id(items.get(at - 1));
    }

    boolean remove(String id) {
        return items.removeIf(item -> id.equals(id(item)));
    }

    boolean hasCall(String callId) {
        return items.stream()
                .anyMatch(
                        item ->
                                "function_call".equals(item.path("type").asText())
                                        && callId.equals(item.path("call_id").asText()));
    }

    boolean hasOutput(String callId) {
        return items.stream()
                .anyMatch(
                        item ->
                                "function_call_output".equals(item.path("type").asText())
                                        && callId.equals(item.path("call_id").asText()));
    }

    private int indexOf(String id) {
        for (int i = 0; i < items.size(); i++) {
            if (id.equals(id(items.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    private static String id(ObjectNode item) {
        return item.path("id").asText();
    }
}
