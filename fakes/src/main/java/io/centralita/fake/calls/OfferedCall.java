package io.centralita.fake.calls;

import io.centralita.fake.model.wire.ClientEventReader;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A call at the service, and who is beside it. Safe from any thread.
public final class OfferedCall {
    private final String id;
    private final String offer;
    private final JsonObject session;
    private final Context context;
    private final ClientEventReader reader = new ClientEventReader();
    private final List<JsonObject> received = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger joined = new AtomicInteger();
    private volatile @Nullable ServerWebSocket socket;
    private volatile boolean over;
    private volatile boolean hungUp;

    OfferedCall(String id, String offer, JsonObject session, Context context) {
        this.id = id;
        this.offer = offer;
        this.session = session;
        this.context = context;
    }

    public String id() {
        return id;
    }

    public String offer() {
        return offer;
    }

    /// The session's configuration, as it was last set.
    public JsonObject session() {
        return session;
    }

    /// What came by connections beside the call, in order.
    public List<JsonObject> received() {
        return received;
    }

    public List<JsonObject> received(String type) {
        return received.stream().filter(event -> type.equals(event.getString("type"))).toList();
    }

    /// What of it the service would not have taken.
    public List<String> refused() {
        return refused;
    }

    /// How many connections there have been beside it.
    public int joined() {
        return joined.get();
    }

    public boolean hasSomebodyBeside() {
        return socket != null;
    }

    public boolean isHungUp() {
        return hungUp;
    }

    boolean isOver() {
        return over;
    }

    /// Sends an event to whoever is beside it; quotes may be single ones.
    public void send(String json) {
        var event = new JsonObject(json.replace('\'', '"'));
        event.put("event_id", id + "-e" + events.incrementAndGet());
        context.runOnContext(_ -> tell(event));
    }

    /// The connection beside it is lost; the call goes on.
    public void dropConnection() {
        context.runOnContext(
                _ -> {
                    var gone = socket;
                    socket = null;
                    if (gone != null) {
                        var _ = gone.close((short) 1011, "server error");
                    }
                });
    }

    /// The service ends the call.
    public void end() {
        over = true;
        dropConnection();
    }

    void hangUp() {
        hungUp = true;
        end();
    }

    void join(ServerWebSocket beside) {
        joined.incrementAndGet();
        socket = beside;
        beside.textMessageHandler(this::read);
        beside.closeHandler(
                _ -> {
                    if (socket == beside) {
                        socket = null;
                    }
                });
        tell(event("session.created").put("session", shown()));
    }

    private void read(String text) {
        var event = new JsonObject(text);
        received.add(event);
        var type = event.getString("type");
        // The one event that there is on calls alone.
        if (!"output_audio_buffer.clear".equals(type)
                && reader.read(text) instanceof ClientEventReader.Read.Refused(var error, _)) {
            refused.add(error.code() + " " + error.param() + ": " + error.message());
            tell(
                    event("error")
                            .put(
                                    "error",
                                    new JsonObject()
                                            .put("type", "invalid_request_error")
                                            .put("code", error.code())
                                            .put("message", error.message())
                                            .put("event_id", event.getString("event_id"))));
            return;
        }
        if ("session.update".equals(type)) {
            session.mergeIn(event.getJsonObject("session"), true);
            tell(event("session.updated").put("session", shown()));
        } else if ("conversation.item.create".equals(type)) {
            var item = event.getJsonObject("item");
            tell(event("conversation.item.added").put("item", item));
            tell(event("conversation.item.done").put("item", item));
        }
    }

    private JsonObject shown() {
        return session.copy().put("object", "realtime.session").put("id", "sess_" + id);
    }

    private JsonObject event(String type) {
        return new JsonObject()
                .put("type", type)
                .put("event_id", id + "-e" + events.incrementAndGet());
    }

    private void tell(JsonObject event) {
        var to = socket;
        if (to != null && !to.isClosed()) {
            var _ = to.writeTextMessage(event.encode());
        }
    }
}
