package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One peer's session: understands its events and answers as the protocol wants, whatever carries
/// them. Becomes a call at the first event that needs an engine ([SessionCall]). Confined to its
/// event loop.
final class RealtimeSession {
    private static final Logger log = LoggerFactory.getLogger(RealtimeSession.class);

    /// How a session begins.
    ///
    /// @param model as the peer is shown it
    /// @param rights of the peer whose session it is
    record Beginning(String model, SessionConfig config, Rights rights, AudioWay way) {
        /// Of a program that has its audio in events.
        static Beginning ofSocket(String model, SessionConfig config) {
            return new Beginning(model, config, Rights.CLIENT, AudioWay.EVENTS);
        }
    }

    private final String id = Ids.session();
    private final Beginning beginning;
    private final ChannelMetrics metrics;
    private final Outbox out = new Outbox(id);
    private final Items items = new Items();
    private final Responses responses;
    private final ClientTools tools = new ClientTools();
    private final SessionCall call;
    private final EngineFacts facts;
    private final InputRequests inputRequests;
    private final ItemRequests itemRequests;
    private final ResponseRequests responseRequests;
    private SessionConfig config;
    private boolean over;

    RealtimeSession(
            Beginning beginning,
            RealtimeSettings settings,
            SessionCall.Switchboard switchboard,
            Time time,
            ChannelMetrics metrics) {
        this.beginning = beginning;
        this.metrics = metrics;
        config = beginning.config();
        call = new SessionCall(this, settings, switchboard, tools, time);
        responses =
                new Responses(
                        new Responses.Telling(out, items, Ids.conversation(), beginning.way()),
                        this::config,
                        this::responseIsOver);
        facts = new EngineFacts(out, items, responses, tools, this);
        inputRequests = new InputRequests(out, facts, this, time);
        itemRequests = new ItemRequests(out, items, responses, tools, facts, inputRequests, this);
        responseRequests = new ResponseRequests(responses, this);
    }

    String id() {
        return id;
    }

    String model() {
        return beginning.model();
    }

    Rights rights() {
        return beginning.rights();
    }

    AudioWay way() {
        return beginning.way();
    }

    SessionConfig config() {
        return config;
    }

    SessionCall call() {
        return call;
    }

    Responses responses() {
        return responses;
    }

    Outbox out() {
        return out;
    }

    /// The caller is connected: the session ends with this socket.
    void opened(EventSocket socket) {
        log.atInfo().addKeyValue("session", id).addKeyValue("model", model()).log("session opened");
        out.own(socket);
        welcome(socket);
    }

    /// Somebody takes part beside the caller.
    void joined(EventSocket socket) {
        log.atInfo().addKeyValue("session", id).log("sideband joined");
        out.add(socket);
        welcome(socket);
    }

    void left(EventSocket socket) {
        out.remove(socket);
    }

    private void welcome(EventSocket socket) {
        out.send(shown("session.created"), socket);
    }

    /// An event of the peer. Whatever is wrong with it, the session goes on.
    ///
    /// @param from what who sent it may ask
    void received(byte[] text, int length, Rights from) {
        guarded(
                () -> {
                    String eventId = null;
                    try {
                        var event = ClientEvent.read(text, length);
                        eventId = event.eventId();
                        from.check(event);
                        on(event);
                    } catch (ProtocolError e) {
                        refuse(e, eventId);
                    }
                });
    }

    /// Runs a step of this session: a bug in it ends this one session and is counted.
    void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            metrics.oddity(RealtimeChannel.NAME, "fault");
            log.atError().addKeyValue("session", id).setCause(bug).log("session ended by a fault");
            breakOff(CloseCode.INTERNAL, "fault");
        }
    }

    void refuse(ProtocolError error, @Nullable String eventId) {
        log.atInfo()
                .addKeyValue("session", id)
                .addKeyValue("code", error.code())
                .addKeyValue("param", error.param())
                .log("event of a realtime peer was refused");
        metrics.oddity(RealtimeChannel.NAME, error.code());
        out.error(error, eventId);
    }

    private void on(ClientEvent event) throws ProtocolError {
        switch (event.type()) {
            case "session.update" -> update(event.object("session"));
            case "input_audio_buffer.append" -> inputRequests.append(event);
            case "input_audio_buffer.commit" -> inputRequests.commit();
            case "input_audio_buffer.clear" -> inputRequests.clear();
            case "conversation.item.create" -> itemRequests.create(event);
            case "conversation.item.retrieve" -> itemRequests.retrieve(event);
            case "conversation.item.truncate" -> itemRequests.truncate(event);
            case "conversation.item.delete" -> itemRequests.delete(event);
            case "response.create" -> responseRequests.create(event);
            case "response.cancel" -> responseRequests.cancel(event);
            case "output_audio_buffer.clear" -> responseRequests.clearOutput();
            case "" -> throw ProtocolError.missing("type");
            default -> throw ProtocolError.value("type", "There is no such event.");
        }
    }

    private void update(ObjectNode wishes) throws ProtocolError {
        config = SessionUpdate.apply(config, wishes);
        if (call.begun() && !config.detectsTurns()) {
            facts.forgotten();
        }
        call.reconfigured();
        out.send(shown("session.updated"));
    }

    /// An item is in the conversation and complete.
    void announce(ObjectNode item, @Nullable String before) {
        for (var step : List.of("added", "done")) {
            var event = out.event("conversation.item." + step).put("previous_item_id", before);
            event.set("item", item.deepCopy());
            out.send(event);
        }
    }

    private void responseIsOver() {
        if (responseRequests.overridden()) {
            call.configure(config);
        }
    }

    void engineSays(EngineEvent event) {
        facts.on(event);
    }

    void toolEnded(String callId, String outcome) {
        facts.toolEnded(callId, outcome);
    }

    void switchboardSays(long utterance, String text) {
        responses.switchboardSays(utterance, text);
    }

    /// The call is over, for a reason of ours.
    void callEnded(CallEnd end) {
        responses.close();
        if (end.by() == CallEnd.By.SWITCHBOARD && "busy".equals(end.reason())) {
            metrics.refused(RealtimeChannel.NAME, end.reason());
            out.error(
                    new ProtocolError(
                            ProtocolError.SERVER,
                            "rate_limit_exceeded",
                            null,
                            "As many sessions as there is room for are open; try again later."),
                    null);
        }
        out.close(closeCode(end), end.reason());
    }

    private static int closeCode(CallEnd end) {
        return switch (end.by()) {
            case CALLER, ASSISTANT, CHANNEL, OPERATOR -> CloseCode.NORMAL;
            case ENGINE -> CloseCode.INTERNAL;
            case SWITCHBOARD ->
                    switch (end.reason()) {
                        case "busy" -> CloseCode.TRY_AGAIN_LATER;
                        case "closing-down" -> CloseCode.GOING_AWAY;
                        default -> CloseCode.INTERNAL;
                    };
        };
    }

    /// We end it, because the peer does not keep to what it must.
    void breakOff(int code, String reason) {
        out.close(code, reason);
        gone(false, reason);
    }

    /// The connection is over.
    void gone(boolean byCaller, String detail) {
        if (over) {
            return;
        }
        over = true;
        log.atInfo().addKeyValue("session", id).addKeyValue("detail", detail).log("session ended");
        out.closeOthers(detail);
        var leg = call.leg();
        if (leg != null) {
            leg.ended(byCaller, detail);
        }
    }

    private ObjectNode shown(String type) {
        var event = out.event(type);
        event.set("session", config.shown(id, model()));
        return event;
    }
}
