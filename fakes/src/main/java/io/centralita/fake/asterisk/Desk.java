package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.fake.asterisk.ari.Request;
import java.util.function.Consumer;

/// Where requests over an events WebSocket are worked on.
interface Desk {
    void overSocket(Request request, Consumer<Answer> reply);
}
