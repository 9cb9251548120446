package io.centralita.fake.asterisk.pbx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happens to whom is called: extensions of contexts.
///
/// @param extensions by `exten@context`
/// @param otherwise for extensions that are not there; empty: such calls are turned away
public record DialPlan(Map<String, List<Step>> extensions, List<Step> otherwise) {
    /// Where calls arrive.
    public static final String INBOUND = "inbound";

    public static final DialPlan EMPTY = new DialPlan(Map.of(), List.of());

    public DialPlan {
        extensions = Map.copyOf(extensions);
        otherwise = List.copyOf(otherwise);
    }

    /// An extension of [#INBOUND], or of another context as `exten@context`.
    public DialPlan with(String exten, Step... steps) {
        var more = new HashMap<>(extensions);
        more.put(exten.contains("@") ? exten : exten + "@" + INBOUND, List.of(steps));
        return new DialPlan(more, otherwise);
    }

    public DialPlan otherwise(Step... steps) {
        return new DialPlan(extensions, List.of(steps));
    }

    Optional<List<Step>> steps(String context, String exten) {
        var steps = extensions.getOrDefault(exten + "@" + context, otherwise);
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps);
    }
}
