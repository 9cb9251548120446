package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.Engine;
import io.centralita.call.leg.Returned;
import java.time.Duration;
import java.util.Optional;

/// How a session begins whose audio is on a track. Immutable.
public final class TrackOpening {
    private final RealtimeSession.Beginning beginning;
    private final boolean greeted;
    private final Optional<Returned> returned;
    private final Optional<Engine> engine;

    private TrackOpening(
            RealtimeSession.Beginning beginning,
            boolean greeted,
            Optional<Returned> returned,
            Optional<Engine> engine) {
        this.beginning = beginning;
        this.greeted = greeted;
        this.returned = returned;
        this.engine = engine;
    }

    /// A program's, which says for itself how the assistant is to behave, and speaks first.
    static TrackOpening ofClient(String model, SessionConfig config) {
        return new TrackOpening(
                new RealtimeSession.Beginning(model, config, Rights.CLIENT, AudioWay.TRACK),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /// A caller's in a page: greeted, and written down.
    ///
    /// @param model as the page is shown it
    /// @param silence that ends a turn, unless the page says otherwise
    /// @param returned present where they had lost another call
    public static TrackOpening ofPage(
            Rights rights, String model, Duration silence, Optional<Returned> returned) {
        var session = SessionConfig.standard().copy();
        session.withObject("/audio/input")
                .set(
                        "transcription",
                        JsonNodeFactory.instance.objectNode().put("model", "centralita"));
        session.withObject("/audio/input/turn_detection")
                .put("silence_duration_ms", silence.toMillis());
        session.withObject("/audio/output").remove("voice"); // the tenant's
        return new TrackOpening(
                new RealtimeSession.Beginning(
                        model, new SessionConfig(session), rights, AudioWay.TRACK),
                true,
                returned,
                Optional.empty());
    }

    /// The same, served by this engine; empty for the house's.
    public TrackOpening servedBy(Optional<Engine> other) {
        return new TrackOpening(beginning, greeted, returned, other);
    }

    /// Whether the call may be prepared before the caller is connected: the assistant is the
    /// house's, and nothing was said before.
    public boolean preparable() {
        return greeted && returned.isEmpty();
    }

    RealtimeSession.Beginning beginning() {
        return beginning;
    }

    /// Whether it is a page's: the assistant speaks first.
    public boolean greeted() {
        return greeted;
    }

    /// Present where the caller had lost another call.
    public Optional<Returned> returned() {
        return returned;
    }

    /// Which engine is to serve in place of the house's.
    public Optional<Engine> engine() {
        return engine;
    }
}
