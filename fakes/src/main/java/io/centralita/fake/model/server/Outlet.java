package io.centralita.fake.model.server;

import io.centralita.fake.model.Item;
import io.centralita.fake.model.ServerEvent;
import io.centralita.fake.model.wire.ServerEventWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;

/// The way of events to the client, and how it can be bent. Belongs to the event loop.
final class Outlet {
    private final ServerWebSocket socket;
    private final ServerEventWriter writer;
    private final ModelConnection connection;
    private boolean silent;
    private boolean twice;
    private boolean argumentsTwice;
    private boolean callsOnlyInDone;
    private boolean inFragments;

    Outlet(ServerWebSocket socket, ServerEventWriter writer, ModelConnection connection) {
        this.socket = socket;
        this.writer = writer;
        this.connection = connection;
    }

    void send(ServerEvent event) {
        if (silent || (callsOnlyInDone && tellsOfCall(event))) {
            return;
        }
        var text = writer.write(event);
        if (text == null) {
            return;
        }
        transmit(text);
        if (twice || (argumentsTwice && event instanceof ServerEvent.ArgumentsDone)) {
            transmit(text);
        }
    }

    void transmit(String text) {
        if (socket.isClosed()) {
            return;
        }
        connection.sent();
        if (!inFragments || text.length() < 3) {
            socket.writeTextMessage(text);
            return;
        }
        int third = text.length() / 3;
        socket.writeFrame(WebSocketFrame.textFrame(text.substring(0, third), false));
        socket.writeFrame(
                WebSocketFrame.continuationFrame(
                        Buffer.buffer(text.substring(third, 2 * third)), false));
        socket.writeFrame(
                WebSocketFrame.continuationFrame(Buffer.buffer(text.substring(2 * third)), true));
    }

    boolean isFull() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    void goSilent() {
        silent = true;
    }

    void duplicate() {
        twice = true;
    }

    void doubleArguments() {
        argumentsTwice = true;
    }

    void tellCallsOnlyInDone() {
        callsOnlyInDone = true;
    }

    void fragment() {
        inFragments = true;
    }

    private static boolean tellsOfCall(ServerEvent event) {
        return switch (event) {
            case ServerEvent.ArgumentsDelta _, ServerEvent.ArgumentsDone _ -> true;
            case ServerEvent.OutputItemAdded(var _, var _, var item) ->
                    item instanceof Item.FunctionCall;
            case ServerEvent.OutputItemDone(var _, var _, var item) ->
                    item instanceof Item.FunctionCall;
            case ServerEvent.ItemAdded(var item, var _) -> item instanceof Item.FunctionCall;
            case ServerEvent.ItemDone(var item, var _) -> item instanceof Item.FunctionCall;
            default -> false;
        };
    }
}
