package io.centralita.fake.model;

import io.centralita.fake.model.ModelConversation.Settings;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the parts of one conversation share.
final class Session {
    private final Settings settings;
    private final Consumer<ServerEvent> out;
    private final Items items = new Items();
    private final Books books = new Books();
    private SessionConfig config;
    private boolean updated;
    private boolean closed;
    private boolean spoke;
    private int utterances;
    private int lastItem;
    private int lastCall;

    Session(Settings settings, Consumer<ServerEvent> out) {
        this.settings = settings;
        this.out = out;
        this.config =
                SessionConfig.initial(
                        "sess_" + settings.label(), settings.model(), settings.expiresAtS());
    }

    void emit(ServerEvent event) {
        out.accept(event);
    }

    void refuse(ApiError error, @Nullable String eventId) {
        var caused = error.causedBy(eventId);
        books.refused(caused);
        emit(new ServerEvent.ErrorSent(caused));
    }

    void close(int code, String reason) {
        closed = true;
        emit(new ServerEvent.Closed(code, reason));
    }

    boolean isClosed() {
        return closed;
    }

    Settings settings() {
        return settings;
    }

    Items items() {
        return items;
    }

    Books books() {
        return books;
    }

    SessionConfig config() {
        return config;
    }

    void update(SessionPatch patch) {
        config = config.with(patch);
        updated = true;
    }

    boolean isUpdated() {
        return updated;
    }

    /// From here on the voice is what it is.
    void speaks() {
        spoke = true;
    }

    boolean hasSpoken() {
        return spoke;
    }

    int nextUtterance() {
        return utterances++;
    }

    String newItemId() {
        return "item_" + settings.label() + ++lastItem;
    }

    String newCallId() {
        return "call_" + settings.label() + ++lastCall;
    }
}
