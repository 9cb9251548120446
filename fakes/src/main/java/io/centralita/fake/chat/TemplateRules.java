package io.centralita.fake.chat;

import static io.centralita.fake.chat.RequestRules.refuse;

import java.util.List;
import java.util.regex.Pattern;

/// What a chat template of one's own server wants beside: that of Mistral's models in vLLM, the
/// narrowest in use. Stateless.
final class TemplateRules {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{9}");
    private static final String BAD_REQUEST = "BadRequestError";

    private TemplateRules() {}

    static void check(List<Fields> messages) {
        var wanted = "user";
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            var role = message.text("role");
            boolean asks = message.has("tool_calls");
            if (role.equals("system") || role.equals("developer")) {
                if (i > 0 || role.equals("developer")) {
                    throw refuse(
                            BAD_REQUEST, "Only the first message may have the role system.", null);
                }
            } else if (role.equals("tool")) {
                requireShortId(message.text("tool_call_id"));
            } else if (asks) {
                message.objects("tool_calls").forEach(call -> requireShortId(call.text("id")));
            } else if (!role.equals(wanted)) {
                throw refuse(
                        BAD_REQUEST,
                        "After the optional system message, conversation roles must alternate"
                                + " user/assistant/user/assistant/...",
                        null);
            } else {
                wanted = wanted.equals("user") ? "assistant" : "user";
            }
        }
    }

    private static void requireShortId(String id) {
        if (!ID.matcher(id).matches()) {
            throw refuse(
                    BAD_REQUEST,
                    "Tool call IDs should be alphanumeric strings with length 9!",
                    null);
        }
    }
}
