package io.centralita.engine.openai;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.engine.openai.ClientMessage.NewItem;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts items of ours into the server's conversation, and the conversation into words that others
/// can take up. Belongs to the [Ledger].
final class Teller {
    private final Items items;
    private final Calls calls;
    private final SentMessages sent;

    /// What the caller typed and the server has not confirmed.
    private final Set<String> untold = new HashSet<>();

    private boolean connected;

    Teller(Items items, Calls calls, SentMessages sent) {
        this.items = items;
        this.calls = calls;
        this.sent = sent;
    }

    /// Tells the server all that it does not have, and from now on what is added.
    void connected() {
        connected = true;
        items.all().forEach(item -> tell(item, null));
    }

    void confirmed(String itemId) {
        untold.remove(itemId);
    }

    /// The server has all that the caller typed.
    boolean allTold() {
        return untold.isEmpty();
    }

    /// Takes up a conversation that another engine had begun.
    void take(HistoryEntry entry) {
        switch (entry) {
            case HistoryEntry.CallerSaid(var text) -> add(WireItem.Type.USER, text);
            case HistoryEntry.AssistantSaid(var text) -> add(WireItem.Type.ASSISTANT, text);
            case HistoryEntry.SwitchboardSaid(var text) -> add(WireItem.Type.ASSISTANT, text);
            case HistoryEntry.Told(var text) -> add(WireItem.Type.SYSTEM, text);
            case HistoryEntry.ToolCalled(var call) -> {
                calls.running(call);
                tell(items.addCall(call.id()), null);
            }
            case HistoryEntry.ToolAnswered(var id, var output) -> {
                var call = calls.get(id);
                if (call != null && calls.answered(id, output)) {
                    calls.seen(call);
                    tell(items.addOutput(id), null);
                }
            }
        }
    }

    void add(WireItem.Type type, String text) {
        if (!text.isBlank()) {
            tell(items.add(type, text.strip()), null);
        }
    }

    void output(FunctionCall call, long now) {
        call.state = FunctionCall.State.SENT;
        call.sentAt = now;
        tell(items.addOutput(call.callId), null);
    }

    /// Text of ours is cut by putting a shorter one in its place.
    void rewrite(Item item) {
        delete(item);
        var words = item.heardText();
        if (!words.isBlank()) {
            var shorter = items.rewritten(item, words);
            var before = items.before(shorter);
            tell(shorter, before == null ? "root" : before.id);
        }
    }

    void delete(Item item) {
        item.gone = true;
        if (connected) {
            sent.send(new ClientMessage.DeleteItem(sent.nextId(), item.id));
        }
    }

    private void tell(Item item, @Nullable String previousItemId) {
        if (!connected || item.gone || item.told) {
            return;
        }
        var fresh = newItem(item);
        if (fresh == null) {
            item.gone = true; // a call that was cut off: there is nothing to tell
        } else {
            item.told = true;
            if (item.type == WireItem.Type.USER) {
                untold.add(item.id);
            }
            sent.send(new ClientMessage.CreateItem(sent.nextId(), fresh, previousItemId));
        }
    }

    private @Nullable NewItem newItem(Item item) {
        var text = item.text.toString();
        return switch (item.type) {
            case USER -> new NewItem.UserText(item.id, text);
            case ASSISTANT -> new NewItem.AssistantText(item.id, text);
            case SYSTEM -> new NewItem.SystemText(item.id, text);
            case FUNCTION_CALL -> {
                var call = calls.get(text);
                yield call == null
                        ? null
                        : new NewItem.FunctionCall(
                                item.id, call.callId, call.name, call.arguments.toString());
            }
            case FUNCTION_CALL_OUTPUT -> {
                var call = calls.get(text);
                yield call == null
                        ? null
                        : new NewItem.FunctionCallOutput(item.id, text, call.output);
            }
            case OTHER -> null;
        };
    }
}
