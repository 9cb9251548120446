package io.centralita.engine.openai;

import io.centralita.engine.openai.ClientMessage.NewItem;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.Content;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.ItemStatus;
import io.centralita.fake.model.ModelResponse;
import io.centralita.fake.model.ResponseParams;
import io.centralita.fake.model.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ledger's words and the strict model's, without the JSON between them.
final class WireMapping {
    private WireMapping() {}

    static ClientEvent toModel(ClientMessage message) {
        return switch (message) {
            case ClientMessage.CreateResponse(var id, var tag, var instructions) ->
                    new ClientEvent.ResponseCreate(id, params(tag, instructions));
            case ClientMessage.CancelResponse(var id, var responseId) ->
                    new ClientEvent.ResponseCancel(id, responseId);
            case ClientMessage.CreateItem(var id, var item, var previous) ->
                    new ClientEvent.ItemCreate(id, item(item), previous);
            case ClientMessage.TruncateItem(var id, var itemId, var ms) ->
                    new ClientEvent.ItemTruncate(id, itemId, 0, (int) ms);
            case ClientMessage.DeleteItem(var id, var itemId) ->
                    new ClientEvent.ItemDelete(id, itemId);
            case ClientMessage.CommitAudio(var id) -> new ClientEvent.AudioCommit(id);
            case ClientMessage.ClearAudio(var id) -> new ClientEvent.AudioClear(id);
        };
    }

    private static ResponseParams params(String tag, String instructions) {
        return new ResponseParams(
                true,
                null,
                instructions.isBlank() ? null : instructions,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(ClientWriter.TAG, tag));
    }

    private static io.centralita.fake.model.NewItem item(NewItem item) {
        return switch (item) {
            case NewItem.UserText(var id, var text) ->
                    message(id, Role.USER, new Content.InputText(text));
            case NewItem.AssistantText(var id, var text) ->
                    message(id, Role.ASSISTANT, new Content.OutputText(text));
            case NewItem.SystemText(var id, var text) ->
                    message(id, Role.SYSTEM, new Content.InputText(text));
            case NewItem.FunctionCall(var id, var callId, var name, var arguments) ->
                    new io.centralita.fake.model.NewItem.FunctionCall(id, callId, name, arguments);
            case NewItem.FunctionCallOutput(var id, var callId, var output) ->
                    new io.centralita.fake.model.NewItem.FunctionCallOutput(id, callId, output);
        };
    }

    private static io.centralita.fake.model.NewItem message(String id, Role role, Content content) {
        return new io.centralita.fake.model.NewItem.Message(id, role, List.of(content));
    }

    /// Null for events of which the ledger hears nothing, audio included.
    static @Nullable ServerEvent toLedger(io.centralita.fake.model.ServerEvent event) {
        return switch (event) {
            case io.centralita.fake.model.ServerEvent.ErrorSent(var error) ->
                    new ServerEvent.Refused(
                            String.valueOf(error.code()),
                            error.message(),
                            error.eventId() == null ? "" : error.eventId());
            case io.centralita.fake.model.ServerEvent.SpeechStarted(var id, var ms) ->
                    new ServerEvent.SpeechStarted(id, ms);
            case io.centralita.fake.model.ServerEvent.SpeechStopped(var id, var ms) ->
                    new ServerEvent.SpeechStopped(id, ms);
            case io.centralita.fake.model.ServerEvent.AudioCommitted(var id, _) ->
                    new ServerEvent.Committed(id);
            case io.centralita.fake.model.ServerEvent.TimeoutTriggered(var id, _, _) ->
                    new ServerEvent.IdleTimeout(id);
            case io.centralita.fake.model.ServerEvent.ItemAdded(var item, _) ->
                    new ServerEvent.ItemAdded(item(item));
            case io.centralita.fake.model.ServerEvent.ItemTruncated(var id, var ms) ->
                    new ServerEvent.ItemTruncated(id, ms);
            case io.centralita.fake.model.ServerEvent.ItemDeleted(var id) ->
                    new ServerEvent.ItemDeleted(id);
            case io.centralita.fake.model.ServerEvent.TranscriptionCompleted(var id, var text, _) ->
                    new ServerEvent.Transcribed(id, text, null);
            case io.centralita.fake.model.ServerEvent.TranscriptionFailed(var id, _) ->
                    new ServerEvent.TranscriptionFailed(id, "audio_unintelligible");
            case io.centralita.fake.model.ServerEvent.ResponseCreated(var response) ->
                    new ServerEvent.ResponseCreated(
                            response.id(), response.metadata().getOrDefault(ClientWriter.TAG, ""));
            case io.centralita.fake.model.ServerEvent.ResponseDone(var response) -> done(response);
            case io.centralita.fake.model.ServerEvent.OutputItemAdded(var id, _, var item) ->
                    new ServerEvent.OutputItemAdded(id, item(item));
            case io.centralita.fake.model.ServerEvent.OutputItemDone(var id, _, var item) ->
                    new ServerEvent.OutputItemDone(id, item(item));
            case io.centralita.fake.model.ServerEvent.TranscriptDelta(
                            var id,
                            var itemId,
                            _,
                            var delta) ->
                    new ServerEvent.TranscriptDelta(id, itemId, delta, false);
            case io.centralita.fake.model.ServerEvent.TranscriptDone(
                            var id,
                            var itemId,
                            _,
                            var text) ->
                    new ServerEvent.TranscriptDone(id, itemId, text, false);
            case io.centralita.fake.model.ServerEvent.AudioDone(var id, var itemId, _) ->
                    new ServerEvent.AudioDone(id, itemId);
            case io.centralita.fake.model.ServerEvent.ArgumentsDelta(
                            var id,
                            var itemId,
                            _,
                            var callId,
                            var delta) ->
                    new ServerEvent.ArgumentsDelta(id, itemId, callId, delta);
            case io.centralita.fake.model.ServerEvent.ArgumentsDone(
                            var id,
                            var itemId,
                            _,
                            var callId,
                            var name,
                            var arguments) ->
                    new ServerEvent.ArgumentsDone(id, itemId, callId, name, arguments);
            default -> null;
        };
    }

    private static ServerEvent done(ModelResponse response) {
        var details = response.details();
        var reason =
                details == null
                        ? ""
                        : details.errorCode() != null
                                ? details.errorCode()
                                : String.valueOf(details.reason());
        return new ServerEvent.ResponseDone(
                response.id(),
                ServerEvent.Status.valueOf(response.status().name()),
                reason,
                response.output().stream().map(WireMapping::item).toList(),
                null);
    }

    private static WireItem item(Item item) {
        var status = status(item.status());
        return switch (item) {
            case Item.Message message ->
                    new WireItem(
                            message.id(),
                            switch (message.role()) {
                                case USER -> WireItem.Type.USER;
                                case ASSISTANT -> WireItem.Type.ASSISTANT;
                                case SYSTEM -> WireItem.Type.SYSTEM;
                            },
                            status,
                            null,
                            "",
                            "");
            case Item.FunctionCall call ->
                    new WireItem(
                            call.id(),
                            WireItem.Type.FUNCTION_CALL,
                            status,
                            call.callId(),
                            call.name(),
                            call.arguments());
            case Item.FunctionCallOutput output ->
                    new WireItem(
                            output.id(),
                            WireItem.Type.FUNCTION_CALL_OUTPUT,
                            status,
                            output.callId(),
                            "",
                            "");
        };
    }

    private static String status(ItemStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
