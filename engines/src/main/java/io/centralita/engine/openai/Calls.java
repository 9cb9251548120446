package io.centralita.engine.openai;

import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The function calls of a conversation by call id, in the order in which they came. Belongs to the
/// [Ledger].
final class Calls {
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<String, FunctionCall> byId = new LinkedHashMap<>();

    /// Those that are not over: nothing else is looked through.
    private final List<FunctionCall> current = new ArrayList<>();

    @Nullable FunctionCall get(String callId) {
        return byId.get(callId);
    }

    /// The model begins to ask.
    FunctionCall begin(String callId, String name, @Nullable String responseId) {
        var known = byId.get(callId);
        if (known != null) {
            if (known.name.isEmpty()) {
                known.name = name;
            }
            return known;
        }
        var call = new FunctionCall(callId, name, responseId);
        byId.put(callId, call);
        current.add(call);
        return call;
    }

    void collect(String callId, String responseId, String delta) {
        var call = begin(callId, "", responseId);
        if (call.state == FunctionCall.State.COLLECTING) {
            call.arguments.append(delta);
        }
    }

    /// All arguments at once; they are not run before the item is done, which says whether they are
    /// whole.
    void collected(String callId, String responseId, String name, String arguments) {
        var call = begin(callId, name, responseId);
        if (call.state == FunctionCall.State.COLLECTING) {
            replace(call, arguments);
        }
    }

    /// The model has finished to ask.
    ///
    /// @return the call to run; empty where it is known already, or was cut off
    Optional<FunctionCall> finished(WireItem item, String responseId) {
        if (item.callId() == null) {
            return Optional.empty();
        }
        var call = begin(item.callId(), item.name(), responseId);
        if (call.state != FunctionCall.State.COLLECTING) {
            return Optional.empty();
        }
        if (item.incomplete()) {
            forget(call);
            return Optional.empty();
        }
        if (!item.arguments().isEmpty()) {
            replace(call, item.arguments());
        }
        if (call.name.equals(CancelLookups.NAME)) {
            silenceRunning();
        }
        call.state = FunctionCall.State.RUNNING;
        return Optional.of(call);
    }

    /// The outputs of what is cancelled are for the books: the answer is that to the cancellation.
    private void silenceRunning() {
        for (var call : current) {
            call.silent |= call.state == FunctionCall.State.RUNNING;
        }
    }

    /// Calls that never became whole will not.
    void responseOver(String responseId) {
        for (var call : List.copyOf(current)) {
            if (call.state == FunctionCall.State.COLLECTING && responseId.equals(call.responseId)) {
                forget(call);
            }
        }
    }

    /// @return whether there were any
    boolean forgetUnfinished() {
        int before = current.size();
        for (var call : List.copyOf(current)) {
            if (call.state == FunctionCall.State.COLLECTING) {
                forget(call);
            }
        }
        return current.size() < before;
    }

    /// A call that another engine or connection had asked for.
    void running(ToolCall asked) {
        var call = begin(asked.id(), asked.name(), null);
        if (call.state == FunctionCall.State.COLLECTING) {
            replace(call, asked.arguments());
            call.state = FunctionCall.State.RUNNING;
        }
    }

    /// @return false where nobody waits for it: unknown, or answered already
    boolean answered(String callId, String output) {
        var call = byId.get(callId);
        if (call == null || call.state != FunctionCall.State.RUNNING) {
            return false;
        }
        call.output = output;
        call.state = FunctionCall.State.ANSWERED;
        return true;
    }

    List<FunctionCall> answered() {
        return in(FunctionCall.State.ANSWERED);
    }

    /// The server has this output.
    void known(@Nullable String callId) {
        var call = callId == null ? null : byId.get(callId);
        if (call != null) {
            call.confirmed = true;
        }
        if (call != null && call.state == FunctionCall.State.SENT) {
            call.state = FunctionCall.State.KNOWN;
        }
    }

    /// The server may not have its output.
    boolean isUnconfirmed(String callId) {
        var call = byId.get(callId);
        return call != null && call.state == FunctionCall.State.SENT;
    }

    /// A response begins: it knows all that the server knew.
    void seeKnown() {
        in(FunctionCall.State.KNOWN).forEach(this::seen);
    }

    void seen(FunctionCall call) {
        call.state = FunctionCall.State.SEEN;
        current.remove(call);
    }

    /// The response that was to take its output into account never began.
    void unseen(FunctionCall call) {
        if (call.state == FunctionCall.State.SEEN && !call.surelySeen) {
            call.state = FunctionCall.State.KNOWN;
            current.add(call);
        }
    }

    /// Whether an answer to its output is still to come.
    boolean isOwed(String callId) {
        var call = byId.get(callId);
        return call != null && call.isOwed();
    }

    /// Whether a response has asked for anything.
    boolean askedBy(String responseId) {
        return byId.values().stream().anyMatch(call -> responseId.equals(call.responseId));
    }

    /// Outputs that are on their way and not taken into account yet.
    List<FunctionCall> sent() {
        return current.stream()
                .filter(
                        call ->
                                call.state == FunctionCall.State.SENT
                                        || call.state == FunctionCall.State.KNOWN)
                .toList();
    }

    /// No answer has taken its output into account.
    boolean isOpen(String callId) {
        var call = byId.get(callId);
        return call != null && call.state != FunctionCall.State.SEEN;
    }

    /// Characters that an item of a call stands for, beside its own text.
    int size(Item item) {
        var call = byId.get(item.text.toString());
        if (call == null) {
            return 0;
        }
        return switch (item.type) {
            case FUNCTION_CALL -> call.name.length() + call.arguments.length();
            case FUNCTION_CALL_OUTPUT -> call.output.length();
            case USER, ASSISTANT, SYSTEM, OTHER -> 0;
        };
    }

    boolean owesAnything() {
        for (var call : current) {
            if (call.isOwed() || (call.state == FunctionCall.State.ANSWERED && !call.silent)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an output is to be answered now: the others of its response are there too, or have
    /// been waited for long enough.
    boolean isDue(long now, long patience) {
        for (var call : current) {
            if (call.isOwed() && (!hasOpenSibling(call) || now - call.sentAt >= patience)) {
                return true;
            }
        }
        return false;
    }

    /// When [#isDue] will change by itself.
    long patienceEnds(long patience) {
        long next = NEVER;
        for (var call : current) {
            if (call.isOwed() && hasOpenSibling(call)) {
                next = Math.min(next, call.sentAt + patience);
            }
        }
        return next;
    }

    boolean isAnyRunning() {
        return !in(FunctionCall.State.RUNNING).isEmpty();
    }

    boolean awaitsServer() {
        return current.stream().anyMatch(call -> call.state == FunctionCall.State.SENT);
    }

    /// For the next connection. What was sent on this one is sent there again; whether an answer
    /// has taken it into account does not change.
    Calls carriedOver() {
        var next = new Calls();
        for (var call : byId.values()) {
            var copy = next.begin(call.callId, call.name, null);
            copy.arguments.append(call.arguments);
            copy.output = call.output;
            copy.silent = call.silent;
            copy.sentAt = call.sentAt;
            copy.state =
                    call.state == FunctionCall.State.KNOWN ? FunctionCall.State.SENT : call.state;
            if (copy.state == FunctionCall.State.SEEN) {
                next.current.remove(copy);
            }
        }
        return next;
    }

    private boolean hasOpenSibling(FunctionCall call) {
        for (var other : current) {
            if (other != call
                    && other.isOpen()
                    && other.responseId != null
                    && Objects.equals(other.responseId, call.responseId)) {
                return true;
            }
        }
        return false;
    }

    private List<FunctionCall> in(FunctionCall.State state) {
        if (current.isEmpty()) {
            return List.of();
        }
        return current.stream().filter(call -> call.state == state).toList();
    }

    private void forget(FunctionCall call) {
        byId.remove(call.callId);
        current.remove(call);
    }

    private static void replace(FunctionCall call, String arguments) {
        call.arguments.setLength(0);
        call.arguments.append(arguments);
    }
}
