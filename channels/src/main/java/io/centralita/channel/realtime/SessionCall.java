package io.centralita.channel.realtime;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.leg.LegListener;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolBox;
import io.centralita.media.AudioFormat;
import io.centralita.media.Transcoder;
import org.jspecify.annotations.Nullable;

/// The call that a session is, from the first event on that needs an engine: its leg, the audio in
/// both directions, and the conduct of the assistant. Confined to the session's event loop.
final class SessionCall {
    /// How a session becomes a call.
    interface Switchboard {
        RealtimeLeg connect(RealtimeSession session, String id, String model, AudioFormat format);
    }

    private final RealtimeSession session;
    private final RealtimeSettings settings;
    private final Switchboard switchboard;
    private final ClientTools tools;
    private final Time time;
    private final SessionConfig first;
    private @Nullable RealtimeLeg leg;
    private @Nullable InputAudio input;
    private @Nullable Conduct house;
    private @Nullable Transcoder toPeer;
    private WireFormat peersFormat;
    private AudioFormat legFormat = AudioFormat.PCM_24K;

    SessionCall(
            RealtimeSession session,
            RealtimeSettings settings,
            Switchboard switchboard,
            ClientTools tools,
            Time time) {
        this.session = session;
        this.settings = settings;
        this.switchboard = switchboard;
        this.tools = tools;
        this.time = time;
        first = session.config();
        peersFormat = first.output();
    }

    boolean begun() {
        return input != null;
    }

    @Nullable RealtimeLeg leg() {
        return leg;
    }

    /// The session is a call from now on.
    void begin() {
        var _ = input();
    }

    /// The peer's audio; the session becomes a call with it.
    InputAudio input() {
        var audio = input;
        if (audio == null) {
            var config = session.config();
            var format = inputFormat();
            legFormat =
                    onTrack() || config.input() != config.output()
                            ? AudioFormat.PCM_24K
                            : format.audio();
            audio = new InputAudio(format, legFormat, !config.detectsTurns());
            input = audio;
            declareTools();
            leg = switchboard.connect(session, session.id(), session.model(), legFormat);
        }
        return audio;
    }

    /// What is on a track is as it is, whatever the configuration says of events.
    private WireFormat inputFormat() {
        return onTrack() ? WireFormat.PCM : session.config().input();
    }

    private boolean onTrack() {
        return session.way() == AudioWay.TRACK;
    }

    /// The configuration is another one.
    void reconfigured() {
        declareTools();
        var audio = input;
        if (audio != null) {
            audio.follow(inputFormat(), !session.config().detectsTurns());
            configure(session.config());
        }
    }

    private void declareTools() {
        tools.declare(session.config().tools(), offersHouse());
    }

    private boolean offersHouse() {
        return settings.houseTools() && !session.config().declaresTools();
    }

    /// Puts something to the engine, after the audio that came before it.
    void ask(Ask ask) {
        input().ask(ask, time.nanoTime());
    }

    /// What this session means for the assistant, null before it is a call.
    @Nullable Conduct usualConduct() {
        var by = house;
        return by == null ? null : conduct(by, session.config());
    }

    /// The assistant behaves like this from now on.
    void configure(SessionConfig wanted) {
        var by = house;
        if (by != null) {
            ask(new Ask.Configure(conduct(by, wanted)));
        }
    }

    Conduct conduct(Conduct ofHouse) {
        house = ofHouse;
        return conduct(ofHouse, session.config());
    }

    /// A page that asks for nothing gets the house's own: the call may have been prepared with it.
    private Conduct conduct(Conduct ofHouse, SessionConfig by) {
        boolean untouched = by.equals(first) && session.rights() != Rights.CLIENT;
        return untouched ? ofHouse : by.conduct(ofHouse, settings.houseTools(), settings.voices());
    }

    ToolBox tools(ToolBox ofHouse) {
        return tools.before(ofHouse);
    }

    /// The call is up.
    void putThrough(LegListener listener) {
        input().open(listener, time.nanoTime());
    }

    /// 20 ms of the caller, from the track.
    void heard(byte[] frame) {
        input().overheard(frame, time.nanoTime());
    }

    /// The engine heard a turn end.
    void turnEnded() {
        var audio = input();
        if (session.config().detectsTurns()) {
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

    /// Sends audio of a message in events.
    ///
    /// @param audio whole frames in the leg's format
    void sound(Response.Message message, byte[] audio, int frames) {
        if (!message.isOpen()) {
            return;
        }
        var wanted = session.config().output();
        var converter = toPeer;
        if (converter == null || peersFormat != wanted) {
            peersFormat = wanted;
            converter = Transcoder.between(legFormat, wanted.audio());
            toPeer = converter;
        }
        message.sound(converter.convert(audio), frames * AudioFormat.FRAME.toMillis());
    }
}
