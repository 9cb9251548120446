package io.centralita.fake.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which items a client may put into the conversation. Stateless.
final class ItemRules {
    /// Ids longer than this, and call ids with other characters, are refused (seen in error reports
    /// of client libraries).
    private static final int LONGEST_ID = 32;

    private static final Pattern CALL_ID = Pattern.compile("[a-zA-Z0-9_-]+");

    private ItemRules() {}

    static @Nullable ApiError check(NewItem item, @Nullable String previous, Session session) {
        var problems = new Problems();
        var items = session.items();
        var id = item.id();
        problems.require(
                !(item instanceof NewItem.Reference),
                "item.type",
                "An item_reference can only be in the input of a response.");
        checkId(problems, id, "item.id");
        problems.require(
                id == null || !items.hasBeen(id),
                "item_create_duplicate_item_id",
                "item.id",
                "Error adding item: an item with id '" + id + "' already exists.");
        problems.require(
                previous == null || previous.equals(Items.FRONT) || items.find(previous) != null,
                "item_create_invalid_previous_item_id",
                "previous_item_id",
                "Error adding item: the previous item with id '" + previous + "' does not exist.");
        switch (item) {
            case NewItem.Message message -> checkContent(problems, message, "item");
            case NewItem.FunctionCall(var _, var callId, var _, var _) -> {
                checkCallId(problems, callId);
                problems.require(
                        callId == null || !session.books().knowsCall(callId),
                        "item.call_id",
                        "Tool call ID '" + callId + "' is already in the conversation.");
            }
            case NewItem.FunctionCallOutput(var _, var callId, var _) -> {
                checkCallId(problems, callId);
                problems.require(
                        session.books().knowsCall(callId),
                        "invalid_tool_call_id",
                        "item.call_id",
                        "Tool call ID '" + callId + "' not found in conversation.");
            }
            case NewItem.Reference _ -> {}
        }
        return problems.first();
    }

    /// @param path of the item
    static void checkContent(Problems problems, NewItem.Message message, String path) {
        for (var part : message.content()) {
            problems.require(
                    suits(message.role(), part),
                    path + ".content",
                    "Invalid content of a message of this role.");
            if (part instanceof Content.InputImage(var url)) {
                problems.require(
                        url.startsWith("data:image/png") || url.startsWith("data:image/jpeg"),
                        path + ".content.image_url",
                        "Only data URIs of PNG and JPEG images are supported.");
            }
        }
    }

    /// Audio of the assistant comes from the model alone.
    private static boolean suits(Role role, Content part) {
        return switch (part) {
            case Content.InputText _ -> role != Role.ASSISTANT;
            case Content.InputAudio _, Content.InputImage _ -> role == Role.USER;
            case Content.OutputText _ -> role == Role.ASSISTANT;
            case Content.OutputAudio _ -> false;
        };
    }

    private static void checkCallId(Problems problems, @Nullable String callId) {
        checkId(problems, callId, "item.call_id");
        problems.require(
                callId == null || CALL_ID.matcher(callId).matches(),
                "item.call_id",
                "Invalid 'item.call_id': must be letters, digits, '_' and '-'.");
    }

    private static void checkId(Problems problems, @Nullable String id, String param) {
        problems.require(
                id == null || id.length() <= LONGEST_ID,
                "string_above_max_length",
                param,
                "Invalid '" + param + "': string too long. Expected at most 32 characters.");
    }
}
