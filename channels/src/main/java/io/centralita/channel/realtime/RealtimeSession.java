package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegListener;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolBox;
import io.centralita.channel.ChannelMetrics;
import io.centralita.media.AudioFormat;
import io.centralita.media.Transcoder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One peer's session: understands its events and answers as the protocol wants. Becomes a call at
/// the first event that needs an engine. Confined to its event loop.
final class RealtimeSession {
    private static final Logger log = LoggerFactory.getLogger(RealtimeSession.class);

    /// How a session becomes a call.
    interface Switchboard {
        RealtimeLeg connect(RealtimeSession session, String id, String model, AudioFormat format);
    }

    private final String id = Ids.session();
    private final String model;
    private final RealtimeSettings settings;
    private final Switchboard switchboard;
    private final Time time;
    private final ChannelMetrics metrics;
    private final Outbox out;
    private final Items items = new Items();
    private final Responses responses;
    private final ClientTools tools = new ClientTools();
    private final EngineFacts facts;
    private final InputRequests inputRequests;
    private final ItemRequests itemRequests;
    private final ResponseRequests responseRequests;
    private SessionConfig config;
    private @Nullable RealtimeLeg leg;
    private @Nullable InputAudio input;
    private @Nullable Conduct house;
    private @Nullable Transcoder toPeer;
    private WireFormat peersFormat;
    private AudioFormat legFormat = AudioFormat.PCM_24K;
    private boolean over;

    RealtimeSession(
            String model,
            SessionConfig config,
            RealtimeSettings settings,
            EventSocket socket,
            Switchboard switchboard,
            Time time,
            ChannelMetrics metrics) {
        this.model = model;
        this.config = config;
        this.settings = settings;
        this.switchboard = switchboard;
        this.time = time;
        this.metrics = metrics;
        peersFormat = config.output();
        out = new Outbox(socket, id);
        responses =
                new Responses(out, items, Ids.conversation(), this::config, this::responseIsOver);
        facts = new EngineFacts(out, items, responses, tools, this);
        inputRequests = new InputRequests(out, facts, this, time);
        itemRequests = new ItemRequests(out, items, responses, tools, facts, inputRequests, this);
        responseRequests = new ResponseRequests(responses, this);
    }

    String id() {
        return id;
    }

    SessionConfig config() {
        return config;
    }

    /// The peer is connected.
    void opened() {
        log.atInfo().addKeyValue("session", id).addKeyValue("model", model).log("session opened");
        sendSession("session.created");
    }

    /// An event of the peer. Whatever is wrong with it, the session goes on.
    void received(byte[] text, int length) {
        guarded(
                () -> {
                    String eventId = null;
                    try {
                        var event = ClientEvent.read(text, length);
                        eventId = event.eventId();
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
            breakOff(RealtimeConnection.INTERNAL, "fault");
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
            case "output_audio_buffer.clear" ->
                    throw ProtocolError.value(
                            "type", "Over a WebSocket the peer has the output buffer itself.");
            case "" -> throw ProtocolError.missing("type");
            default -> throw ProtocolError.value("type", "There is no such event.");
        }
    }

    private void update(ObjectNode wishes) throws ProtocolError {
        config = SessionUpdate.apply(config, wishes);
        tools.declare(config.tools(), offersHouse());
        if (input != null) {
            input.follow(config.input(), !config.detectsTurns());
            if (!config.detectsTurns()) {
                facts.forgotten();
            }
            configure(config);
        }
        sendSession("session.updated");
    }

    /// An item is in the conversation and complete.
    void announce(ObjectNode item, @Nullable String before) {
        for (var step : List.of("added", "done")) {
            var event = out.event("conversation.item." + step).put("previous_item_id", before);
            event.set("item", item.deepCopy());
            out.send(event);
        }
    }

    /// Puts something to the engine, after the audio that came before it.
    void ask(Ask ask) {
        input().ask(ask, time.nanoTime());
    }

    /// What this session means for the assistant, null before it is a call.
    @Nullable Conduct usualConduct() {
        var by = house;
        return by == null ? null : config.conduct(by, settings.houseTools(), settings.voices());
    }

    /// The assistant behaves like this from now on.
    void configure(SessionConfig wanted) {
        var by = house;
        if (by != null) {
            ask(new Ask.Configure(wanted.conduct(by, settings.houseTools(), settings.voices())));
        }
    }

    boolean isCall() {
        return input != null;
    }

    private void responseIsOver() {
        if (responseRequests.overridden()) {
            configure(config);
        }
    }

    /// The peer's audio; the session becomes a call with it.
    InputAudio input() {
        var audio = input;
        if (audio == null) {
            legFormat =
                    config.input() == config.output()
                            ? config.input().audio()
                            : AudioFormat.PCM_24K;
            audio = new InputAudio(config.input(), legFormat, !config.detectsTurns());
            input = audio;
            tools.declare(config.tools(), offersHouse());
            leg = switchboard.connect(this, id, model, legFormat);
        }
        return audio;
    }

    private boolean offersHouse() {
        return settings.houseTools() && !config.declaresTools();
    }

    Conduct conduct(Conduct ofHouse) {
        house = ofHouse;
        return config.conduct(ofHouse, settings.houseTools(), settings.voices());
    }

    ToolBox tools(ToolBox ofHouse) {
        return tools.before(ofHouse);
    }

    /// The call is up.
    void putThrough(LegListener listener) {
        input().open(listener, time.nanoTime());
    }

    void engineSays(EngineEvent event) {
        facts.on(event);
    }

    void switchboardSays(long utterance, String text) {
        responses.switchboardSays(utterance, text);
    }

    /// The engine heard a turn end.
    void turnEnded() {
        var audio = input();
        if (config.detectsTurns()) {
            audio.turnEnded();
        }
        audio.confirmed(time.nanoTime());
    }

    long appendedMs() {
        return input().appendedMs();
    }

    void tick(long nowNanos) {
        if (input != null) {
            input.tick(nowNanos);
        }
    }

    boolean isFull() {
        return out.isFull();
    }

    Response.@Nullable Message messageOf(long utterance) {
        return responses.messageOf(utterance);
    }

    Response.@Nullable Message adopt(long utterance) {
        return responses.adopt(utterance).orElse(null);
    }

    void drained() {
        responses.drained();
    }

    /// Sends audio of a message.
    ///
    /// @param audio whole frames in the leg's format
    void sound(Response.Message message, byte[] audio, int frames) {
        if (!message.isOpen()) {
            return;
        }
        var converter = toPeer;
        if (converter == null || peersFormat != config.output()) {
            peersFormat = config.output();
            converter = Transcoder.between(legFormat, peersFormat.audio());
            toPeer = converter;
        }
        message.sound(converter.convert(audio), frames * AudioFormat.FRAME.toMillis());
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
            case CALLER, ASSISTANT, CHANNEL, OPERATOR -> RealtimeConnection.NORMAL;
            case ENGINE -> RealtimeConnection.INTERNAL;
            case SWITCHBOARD ->
                    switch (end.reason()) {
                        case "busy" -> RealtimeConnection.TRY_AGAIN_LATER;
                        case "closing-down" -> RealtimeConnection.GOING_AWAY;
                        default -> RealtimeConnection.INTERNAL;
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
        if (leg != null) {
            leg.ended(byCaller, detail);
        }
    }

    private void sendSession(String type) {
        var event = out.event(type);
        event.set("session", config.shown(id, model));
        out.send(event);
    }
}
