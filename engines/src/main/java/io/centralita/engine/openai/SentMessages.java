package io.centralita.engine.openai;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was sent lately, by event id, so that an error can be told from what it is about. Belongs
/// to the [Ledger].
final class SentMessages {
    /// Errors come back within a round trip; no ledger has more under way.
    private static final int KEPT = 64;

    private final Outlet out;
    private final LinkedHashMap<String, ClientMessage> latest =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ClientMessage> eldest) {
                    return size() > KEPT;
                }
            };
    private long number;

    SentMessages(Outlet out) {
        this.out = out;
    }

    /// Ids do not begin anew with the next connection, so that a log can be read across both.
    SentMessages renewed(Outlet other) {
        var next = new SentMessages(other);
        next.number = number;
        return next;
    }

    String nextId() {
        number++;
        return "c" + number;
    }

    void send(ClientMessage message) {
        latest.put(message.eventId(), message);
        out.send(message);
    }

    /// What an error is about, once.
    @Nullable ClientMessage take(String eventId) {
        return latest.remove(eventId);
    }
}
