package io.centralita.fake.model.server;

import io.centralita.fake.model.ApiError;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.ServerEvent;
import io.centralita.fake.model.wire.ClientEventReader;
import io.centralita.fake.model.wire.ClientEventReader.Read;
import io.centralita.fake.model.wire.ServerEventWriter;
import io.centralita.socket.TextSocket;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// A conversation on its WebSocket. Belongs to the event loop.
final class SocketSession {
    private static final int ABNORMAL = 1006;
    private static final short GOING_AWAY = 1001;

    private final Settings settings;
    private final ServerWebSocket socket;
    private final Channel channel;
    private final ModelConnection connection;
    private final Timers timers;
    private final ClientEventReader reader = new ClientEventReader();
    private final Mischief mischief = new Mischief();
    private final Map<String, Pacer> pacers = new HashMap<>();
    private final Outlet outlet;
    private final Troubles troubles;
    private final ModelConversation conversation;
    private final Hearing hearing;
    private Pace pace;
    private Duration transcriptionDelay;
    private boolean reading = true;

    /// @param channel of the socket, which whole messages are taken from before the library does
    SocketSession(
            Settings settings,
            ServerWebSocket socket,
            Channel channel,
            ModelConnection connection,
            Timers timers,
            ModelConversation.Settings conversationSettings) {
        this.settings = settings;
        this.socket = socket;
        this.channel = channel;
        this.connection = connection;
        this.timers = timers;
        this.pace = settings.pace();
        this.transcriptionDelay = settings.transcriptionDelay();
        var writer =
                new ServerEventWriter(
                        settings.dialect(), conversationSettings.label(), settings.voice());
        this.outlet = new Outlet(socket, writer, connection);
        this.troubles = new Troubles(settings.plan().inSession(connection.number()));
        this.conversation =
                ModelConversation.open(
                        conversationSettings, mischief.over(settings.brain()), this::emit);
        this.hearing = new Hearing(conversation, timers);
    }

    void start(Context context) {
        connection.opened(conversation, this::drop);
        TextSocket.ofServer(channel, context, this::onText);
        socket.textMessageHandler(text -> onRead(reader.read(text)));
        socket.binaryMessageHandler(_ -> refuse("Binary messages are not supported."));
        socket.exceptionHandler(_ -> {});
        socket.closeHandler(_ -> onClosed());
        troubles.schedule((time, bad) -> timers.after(time, () -> commit(bad)));
        happened(new Moment.Opened());
    }

    ModelConversation conversation() {
        return conversation;
    }

    Outlet outlet() {
        return outlet;
    }

    ServerWebSocket socket() {
        return socket;
    }

    Mischief mischief() {
        return mischief;
    }

    void changePace(Pace newPace) {
        pace = newPace;
        pacers.values().forEach(pacer -> pacer.change(newPace));
    }

    void stall(Duration time) {
        pacers.values().forEach(pacer -> pacer.stall(time));
    }

    void transcribeAfter(Duration delay) {
        transcriptionDelay = delay;
    }

    /// For good. What the network has brought already counts as not read.
    void stopReading() {
        reading = false;
        channel.config().setAutoRead(false);
    }

    private void onText(byte[] utf8, int length) {
        if (!reading) {
            return;
        }
        onRead(reader.read(utf8, length));
    }

    private void onRead(Read read) {
        connection.received();
        switch (read) {
            case Read.Understood(var event) -> take(event);
            case Read.Refused(var error, var eventId) -> conversation.refuse(error, eventId);
        }
    }

    private void take(ClientEvent event) {
        var refusal = mischief.refusal(event);
        if (refusal != null) {
            conversation.refuse(refusal, event.eventId());
            return;
        }
        conversation.on(event);
        if (event instanceof ClientEvent.AudioAppend append) {
            settings.ear().heard(connection, append.audio());
            if (settings.keepAudio()) {
                connection.heard(append.audio());
            }
            hearing.listen(append.audio());
        }
    }

    private void refuse(String message) {
        conversation.refuse(
                new ApiError(ApiError.INVALID_REQUEST, "invalid_event", message, null, null), null);
    }

    /// Nothing here may call the conversation: it is in the middle of something.
    private void emit(ServerEvent event) {
        outlet.send(event);
        switch (event) {
            case ServerEvent.SessionUpdated _ -> happened(new Moment.Configured());
            case ServerEvent.ResponseCreated created -> begin(created);
            case ServerEvent.AudioDelta delta -> sent(delta);
            case ServerEvent.ResponseDone done -> end(done);
            case ServerEvent.SpeechStarted _ -> hearing.on(event, Duration.ZERO);
            case ServerEvent.AudioCommitted(var itemId, var _) ->
                    timers.after(transcriptionDelay, () -> transcribe(itemId));
            case ServerEvent.Closed(var code, var reason) -> socket.close((short) code, reason);
            default -> {}
        }
    }

    private void begin(ServerEvent.ResponseCreated created) {
        var pacer = new Pacer(conversation, created.responseId(), timers, pace, outlet::isFull);
        pacers.put(created.responseId(), pacer);
        pacer.start(settings.responseDelay());
        hearing.on(created, Duration.ZERO);
        happened(troubles.responseBegins(created.responseId()));
    }

    private void sent(ServerEvent.AudioDelta delta) {
        var pacer = Objects.requireNonNull(pacers.get(delta.responseId()));
        pacer.sent(delta.lengthMs());
        troubles.audioSent(delta.responseId(), pacer.totalMs()).forEach(this::commit);
    }

    private void end(ServerEvent.ResponseDone done) {
        var pacer = pacers.remove(done.responseId());
        hearing.on(done, pacer == null ? Duration.ZERO : pacer.unplayed());
        happened(troubles.responseEnds());
    }

    private void transcribe(String itemId) {
        if (conversation.untranscribed().contains(itemId)) {
            conversation.transcribe(itemId, settings.transcriber().transcribe(itemId));
        }
    }

    private void happened(Moment moment) {
        troubles.at(moment).forEach(this::commit);
    }

    private void commit(Misbehaviour.InSession misbehaviour) {
        Culprit.commit(misbehaviour, this, timers);
    }

    private void drop() {
        if (!socket.isClosed()) {
            socket.close(GOING_AWAY, "server is closed");
            RawSocket.drop(socket);
        }
    }

    private void onClosed() {
        timers.close();
        var code = socket.closeStatusCode();
        connection.closed(code == null ? ABNORMAL : code);
    }
}
