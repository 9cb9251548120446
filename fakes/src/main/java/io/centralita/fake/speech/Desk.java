package io.centralita.fake.speech;

import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Reads requests of one endpoint and says what they deserve. Belongs to the event loop.
interface Desk {
    void read(HttpServerRequest request, SpeechExchange exchange, Consumer<Outcome> outcome);
}
