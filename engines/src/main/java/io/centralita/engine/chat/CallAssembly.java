package io.centralita.engine.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.engine.chat.Chunk.Fragment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the tool calls of one reply together from their fragments, in whatever way a server cuts
/// them: interleaved by index, whole, without index, without id, all under index 0.
final class CallAssembly {
    /// Calls in one reply.
    static final int MOST_CALLS = 16;

    /// Characters of one call's arguments.
    static final int LONGEST_ARGUMENTS = 64 * 1_024;

    private static final ObjectMapper JSON = new ObjectMapper();

    /// A tool call as far as it is known.
    private static final class Draft {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    /// @param arguments as the model wrote them; an empty object where it wrote none
    /// @param whole the arguments are a JSON object
    record Call(String name, String arguments, boolean whole) {}

    /// More calls, or longer ones, than a telephone call has use for.
    static final class TooMuchException extends Exception {
        private static final long serialVersionUID = 1;

        TooMuchException(String what) {
            super(what);
        }
    }

    private final List<Draft> drafts = new ArrayList<>();
    private final Map<Integer, Draft> byIndex = new HashMap<>();

    void add(Fragment fragment) throws TooMuchException {
        var draft = draftOf(fragment);
        if (draft == null) {
            if (drafts.size() == MOST_CALLS) {
                throw new TooMuchException("more than " + MOST_CALLS + " tool calls");
            }
            draft = new Draft();
            drafts.add(draft);
        }
        if (fragment.index() != null) {
            byIndex.put(fragment.index(), draft);
        }
        if (draft.id.isEmpty()) {
            draft.id = fragment.id();
        }
        if (draft.name.isEmpty()) {
            draft.name = fragment.name();
        }
        draft.arguments.append(fragment.arguments());
        if (draft.arguments.length() > LONGEST_ARGUMENTS) {
            throw new TooMuchException("arguments longer than " + LONGEST_ARGUMENTS);
        }
    }

    /// The call that the fragment goes on with; null where it begins one.
    private @Nullable Draft draftOf(Fragment fragment) {
        var index = fragment.index();
        var candidate =
                index != null ? byIndex.get(index) : drafts.isEmpty() ? null : drafts.getLast();
        if (candidate == null || fragment.name().isEmpty() || candidate.name.isEmpty()) {
            return candidate;
        }
        boolean idsDiffer = !fragment.id().isEmpty() && !fragment.id().equals(candidate.id);
        boolean sameId = !fragment.id().isEmpty() && fragment.id().equals(candidate.id);
        if (idsDiffer || (index == null && !sameId && isObject(candidate.arguments.toString()))) {
            return null;
        }
        return candidate;
    }

    /// In the order in which they began; those without a name are none.
    List<Call> calls() {
        return drafts.stream()
                .filter(draft -> !draft.name.isBlank())
                .map(draft -> call(draft.name, draft.arguments.toString()))
                .toList();
    }

    private static Call call(String name, String arguments) {
        return arguments.isBlank()
                ? new Call(name, "{}", true)
                : new Call(name, arguments, isObject(arguments));
    }

    static boolean isObject(String json) {
        try {
            var node = JSON.readTree(json);
            return node != null && node.isObject();
        } catch (JsonProcessingException _) {
            return false;
        }
    }
}
