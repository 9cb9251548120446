package io.centralita.fake.model.server;

import io.centralita.fake.model.ModelConversation;
import io.vertx.core.Context;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One request for a session and what became of it. Safe from any thread.
public final class ModelConnection {
    private final int number;
    private final @Nullable String model;
    private final Set<String> headers;
    private final boolean keyMatched;
    private final Context context;
    private final Consumer<ModelConnection> left;
    private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
    private final AtomicLong messagesReceived = new AtomicLong();
    private final AtomicLong messagesSent = new AtomicLong();
    private final AtomicInteger status = new AtomicInteger();
    private final AtomicInteger closeCode = new AtomicInteger();
    private volatile boolean open;
    private volatile @Nullable ModelConversation conversation;
    private volatile Runnable drop = () -> {};

    /// @param left told on the event loop that nothing more will happen here
    ModelConnection(
            int number,
            @Nullable String model,
            Set<String> headers,
            boolean keyMatched,
            Context context,
            Consumer<ModelConnection> left) {
        this.number = number;
        this.model = model;
        this.headers = Set.copyOf(headers);
        this.keyMatched = keyMatched;
        this.context = context;
        this.left = left;
    }

    /// From 1, in order of arrival.
    public int number() {
        return number;
    }

    public @Nullable String model() {
        return model;
    }

    /// Names of the request's headers, in lower case. Values are not kept.
    public Set<String> headers() {
        return headers;
    }

    public boolean keyMatched() {
        return keyMatched;
    }

    /// HTTP status that was answered: 101 for a session, 0 for none.
    public int status() {
        return status.get();
    }

    public boolean isOpen() {
        return open;
    }

    /// Of the close frame that ended it, whoever sent it; 1006 where there was none, 0 while it is
    /// open.
    public int closeCode() {
        return closeCode.get();
    }

    public long messagesReceived() {
        return messagesReceived.get();
    }

    public long messagesSent() {
        return messagesSent.get();
    }

    /// What the caller sent; empty where it is not kept.
    public byte[] appendedAudio() {
        synchronized (audio) {
            return audio.toByteArray();
        }
    }

    /// Looks at the session, open or over, on its own thread. Blocks, so not from an event loop.
    public <T> T ask(Function<ModelConversation, T> question) {
        var present = conversation;
        if (present == null) {
            throw new IllegalStateException("connection " + number + " has no session");
        }
        var answer = new CompletableFuture<T>();
        context.runOnContext(
                _ -> {
                    try {
                        answer.complete(question.apply(present));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer.join();
    }

    public boolean hasSession() {
        return conversation != null;
    }

    void answered(int httpStatus) {
        status.set(httpStatus);
    }

    /// There is no session, and will be none.
    ///
    /// @param httpStatus 0 without an answer
    void turnedAway(int httpStatus) {
        status.set(httpStatus);
        left.accept(this);
    }

    /// @param dropping ends the connection, on the event loop
    void opened(ModelConversation session, Runnable dropping) {
        drop = dropping;
        conversation = session;
        open = true;
    }

    void closed(int code) {
        open = false;
        closeCode.set(code);
        left.accept(this);
    }

    /// Ends a session whose client may not answer any more.
    void drop() {
        if (open) {
            context.runOnContext(_ -> drop.run());
        }
    }

    void received() {
        messagesReceived.incrementAndGet();
    }

    void sent() {
        messagesSent.incrementAndGet();
    }

    void heard(byte[] appended) {
        synchronized (audio) {
            audio.writeBytes(appended);
        }
    }
}
