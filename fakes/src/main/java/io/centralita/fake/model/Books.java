package io.centralita.fake.model;

import io.centralita.fake.model.ModelConversation.Committed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a test wants to know afterwards.
final class Books {
    private final List<Violation> violations = new ArrayList<>();
    private final List<ApiError> errors = new ArrayList<>();
    private final List<String> created = new ArrayList<>();
    private final List<ModelResponse> finished = new ArrayList<>();
    private final List<Committed> committed = new ArrayList<>();
    private final Map<String, Call> calls = new LinkedHashMap<>();

    /// A function call of the conversation.
    private static final class Call {
        final String callId;
        final String name;
        final Entry entry;
        final @Nullable ResponseRun run;
        int outputs;

        Call(String callId, String name, Entry entry, @Nullable ResponseRun run) {
            this.callId = callId;
            this.name = name;
            this.entry = entry;
            this.run = run;
        }

        boolean isRunning() {
            return run != null && run.isRunning();
        }

        CallState state() {
            return new CallState(
                    callId,
                    name,
                    entry.id(),
                    run == null ? null : run.id(),
                    entry.item().status(),
                    isRunning(),
                    outputs);
        }
    }

    void violated(Violation.Kind kind, String detail) {
        violations.add(new Violation(kind, detail));
    }

    void refused(ApiError error) {
        errors.add(error);
    }

    void created(String responseId) {
        created.add(responseId);
    }

    void finished(ModelResponse response) {
        finished.add(response);
    }

    void committed(String itemId, int audioMs) {
        committed.add(new Committed(itemId, audioMs));
    }

    void called(String callId, String name, Entry entry, @Nullable ResponseRun run) {
        calls.put(callId, new Call(callId, name, entry, run));
    }

    /// Whether the conversation has the call still.
    boolean knowsCall(String callId) {
        var call = calls.get(callId);
        return call != null && !call.entry.isDeleted();
    }

    void answered(String callId) {
        var call = calls.get(callId);
        if (call == null) {
            return;
        }
        if (call.outputs++ > 0) {
            violated(Violation.Kind.SECOND_OUTPUT, callId);
        }
        if (call.isRunning()) {
            violated(Violation.Kind.OUTPUT_BEFORE_RESPONSE_DONE, callId);
        }
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    List<ApiError> errors() {
        return List.copyOf(errors);
    }

    List<String> created() {
        return List.copyOf(created);
    }

    List<ModelResponse> finished() {
        return List.copyOf(finished);
    }

    List<Committed> committed() {
        return List.copyOf(committed);
    }

    /// Complete calls without an output; one that was deleted cannot have any.
    List<CallState> unanswered() {
        return calls.values().stream()
                .filter(call -> !call.entry.isDeleted())
                .map(Call::state)
                .filter(call -> call.status() == ItemStatus.COMPLETED && call.outputs() == 0)
                .toList();
    }

    List<CallState> calls() {
        return calls.values().stream().map(Call::state).toList();
    }
}
