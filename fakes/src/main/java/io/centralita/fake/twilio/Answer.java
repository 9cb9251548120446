package io.centralita.fake.twilio;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// What the API answers.
sealed interface Answer permits Answer.Done, RestError {
    int status();

    /// @param json null for an answer without a body
    record Done(int status, @Nullable JsonObject json) implements Answer {
        static Done ok(JsonObject json) {
            return new Done(200, json);
        }

        static Done created(JsonObject json) {
            return new Done(201, json);
        }

        static Done gone() {
            return new Done(204, null);
        }
    }
}
