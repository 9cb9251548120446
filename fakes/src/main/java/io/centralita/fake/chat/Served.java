package io.centralita.fake.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One request and what became of it. Safe from any thread.
public final class Served {
    /// How it ended.
    public enum End {
        /// Everything was sent.
        COMPLETE,
        /// The client closed the connection before that.
        HUNG_UP,
        /// We did.
        BROKEN
    }

    private final int number;
    private final Map<String, String> headers;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile JsonNode body = MissingNode.getInstance();
    private volatile int status;
    private volatile @Nullable Refusal refusal;

    Served(int number, Map<String, String> headers) {
        this.number = number;
        this.headers = Map.copyOf(headers);
    }

    /// From 1, in order of arrival.
    public int number() {
        return number;
    }

    /// By their names in lower case.
    public Map<String, String> headers() {
        return headers;
    }

    /// Missing where it was no JSON.
    public JsonNode body() {
        return body;
    }

    public List<JsonNode> messages() {
        return body.path("messages").valueStream().toList();
    }

    /// 0 where none was sent.
    public int status() {
        return status;
    }

    public @Nullable Refusal refusal() {
        return refusal;
    }

    /// What is tolerated and should not happen.
    public List<String> violations() {
        return List.copyOf(violations);
    }

    public boolean isOver() {
        return end.isDone();
    }

    /// Waits for the end of it.
    public End end() {
        return end.orTimeout(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS).join();
    }

    void has(JsonNode json) {
        body = json;
    }

    void answered(int code, @Nullable Refusal why) {
        status = code;
        refusal = why;
    }

    void violates(List<String> what) {
        violations.addAll(what);
    }

    void ended(End how) {
        end.complete(how);
    }
}
