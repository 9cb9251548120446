package io.centralita.network.answer;

import io.centralita.network.router.Router;
import io.centralita.network.router.RouterUnavailable.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came back from the routers asked, in their order.
///
/// @param given by those that answered
/// @param missing the others, and why
record Replies<T>(Map<Router, T> given, Map<Router, Reason> missing) {
    Replies {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    }

    int asked() {
        return given.size() + missing.size();
    }

    List<Router> silent() {
        return List.copyOf(missing.keySet());
    }
}
