package io.centralita.channel.asterisk.ari;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What Asterisk tells our application, in its order. Kinds that nobody here needs are not told on.
public sealed interface AriEvent {
    /// Of one channel.
    sealed interface OfChannel extends AriEvent {
        AriChannel channel();
    }

    record StasisStart(AriChannel channel, List<String> arguments) implements OfChannel {
        public StasisStart {
            arguments = List.copyOf(arguments);
        }
    }

    /// The end, as far as we are concerned: no other event of a SIP caller's end comes for sure.
    record StasisEnd(AriChannel channel) implements OfChannel {}

    /// @param cause Q.850; 0 where it was not told
    record HangupRequest(AriChannel channel, int cause) implements OfChannel {}

    /// @param cause Q.850
    record Destroyed(AriChannel channel, int cause, String text) implements OfChannel {}

    record StateChanged(AriChannel channel) implements OfChannel {}

    /// At the key's end.
    record Dtmf(AriChannel channel, char digit) implements OfChannel {}

    record Held(AriChannel channel) implements OfChannel {}

    record Unheld(AriChannel channel) implements OfChannel {}

    record VariableSet(AriChannel channel, String name, String value) implements OfChannel {}

    record EnteredBridge(AriChannel channel, String bridge) implements OfChannel {}

    record LeftBridge(AriChannel channel, String bridge) implements OfChannel {}

    /// The phone wishes to be somewhere else (REFER).
    record Transferred(AriChannel channel, String state, String target) implements OfChannel {}

    /// How a call of ours gets on.
    ///
    /// @param channel the called one
    /// @param status empty at its begin; then `RINGING`, `ANSWER`, `BUSY`, `NOANSWER`, `CANCEL`,
    ///   `CONGESTION`, `CHANUNAVAIL` …
    record Dialled(AriChannel channel, String status) implements OfChannel {}

    record BridgeDestroyed(String bridge) implements AriEvent {}

    record PlaybackFinished(String playback, boolean failed) implements AriEvent {}

    record RecordingFinished(String recording) implements AriEvent {}

    record RecordingFailed(String recording, String cause) implements AriEvent {}

    /// The connection of events is there: events from here on. What happened before is to be asked
    /// for.
    ///
    /// @param lost since when nothing was heard; empty at the first time
    record Connected(Optional<Instant> lost) implements AriEvent {}

    /// The connection is gone; calls go on.
    record Disconnected() implements AriEvent {}

    /// Somebody else listens as this application: nothing comes to us any more.
    record Replaced() implements AriEvent {}
}
