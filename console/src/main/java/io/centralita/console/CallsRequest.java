package io.centralita.console;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallQuery.Place;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// What a request for calls asks for.
final class CallsRequest {
    static final int USUAL_LIMIT = 50;
    static final int LARGEST_LIMIT = 500;

    private CallsRequest() {}

    /// A parameter that cannot be understood.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        private final String parameter;

        Wrong(String parameter) {
            super(parameter, null, false, false);
            this.parameter = parameter;
        }

        String parameter() {
            return parameter;
        }
    }

    /// Reads `tenant`, `since`, `until`, `limit` and `before`.
    static CallQuery read(MultiMap parameters) throws Wrong {
        return new CallQuery(
                Optional.ofNullable(parameters.get("tenant"))
                        .filter(Predicate.not(String::isEmpty)),
                time(parameters, "since"),
                time(parameters, "until"),
                limit(parameters),
                before(parameters));
    }

    private static int limit(MultiMap parameters) throws Wrong {
        var text = parameters.get("limit");
        if (text == null) {
            return USUAL_LIMIT;
        }
        int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new Wrong("limit");
        }
        return limit;
    }

    private static Optional<Place> before(MultiMap parameters) throws Wrong {
        var text = parameters.get("before");
        if (text == null) {
            return Optional.empty();
        }
        var place = Place.parse(text);
        if (place.isEmpty()) {
            throw new Wrong("before");
        }
        return place;
    }

    private static Optional<Instant> time(MultiMap parameters, String name) throws Wrong {
        var text = parameters.get(name);
        if (text == null) {
            return Optional.empty();
        }
        var time = CallQuery.time(text);
        if (time.isEmpty()) {
            throw new Wrong(name);
        }
        return time;
    }
}
