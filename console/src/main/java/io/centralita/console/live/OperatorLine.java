package io.centralita.console.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.watch.LiveCall;
import io.centralita.call.watch.OperatorSeat;
import io.centralita.call.watch.Seating;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Somebody who speaks to the caller in the assistant's place: hears the call as a [Listener] does,
/// and says what comes in binary messages. When the socket is gone, the assistant goes on. Confined
/// to the socket's event loop.
final class OperatorLine extends Earpiece {
    private static final JsonMapper JSON = new JsonMapper();

    static final int LONGEST_NOTE = 2_000;

    /// One message carries no more.
    private static final int MOST_BYTES = OperatorSeat.FORMAT.bytes(Duration.ofMillis(200));

    private @Nullable OperatorSeat seat;
    private boolean gone;

    OperatorLine(
            Vertx vertx,
            Context context,
            ServerWebSocket socket,
            LiveCall call,
            String name,
            BooleanSupplier welcome) {
        super(vertx, socket, call, welcome);
        socket.binaryMessageHandler(this::said);
        socket.textMessageHandler(this::told);
        var _ =
                call.desk()
                        .takeOver(name)
                        .thenAccept(seating -> context.runOnContext(_ -> seated(seating)));
    }

    private void seated(Seating seating) {
        switch (seating) {
            case Seating.Taken(var given) when gone -> given.lost();
            case Seating.Taken(var given) -> {
                seat = given;
                send(Map.of("type", "taken"));
                if (!listen()) {
                    finish(TRY_AGAIN_LATER, refused("too-many-listeners", ""));
                }
            }
            case Seating.Refused(var why, var holder) -> finish(POLICY, refused(why, holder));
        }
    }

    private static Map<String, String> refused(String error, String holder) {
        var message = new LinkedHashMap<String, String>();
        message.put("type", "refused");
        message.put("error", error);
        if (!holder.isEmpty()) {
            message.put("by", holder);
        }
        return message;
    }

    private void said(Buffer audio) {
        if (audio.length() > MOST_BYTES || audio.length() % 2 != 0) {
            finish(POLICY, refused("wrong-audio", ""));
        } else if (seat != null && audio.length() > 0) {
            seat.speak(audio.getBytes());
        }
    }

    private void told(String text) {
        String type;
        String note;
        try {
            var message = JSON.readTree(text);
            type = message.path("type").asText();
            note = message.path("note").asText("");
        } catch (JsonProcessingException _) {
            type = "";
            note = "";
        }
        if (!type.equals("hand-back") || note.length() > LONGEST_NOTE) {
            finish(POLICY, refused("wrong-message", ""));
        } else if (seat != null) {
            seat.handBack(note);
            finish(NORMAL, Map.of("type", "handed-back"));
        }
    }

    @Override
    void whenGone() {
        gone = true;
        if (seat != null) {
            seat.lost(); // of no effect where it was given back
        }
    }
}
