package io.centralita.call.leg;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolBox;
import io.centralita.call.transfer.Target;
import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One media connection of a call.
///
/// The leg paces: it takes frames from [OutgoingAudio] as its wire wants them, keeping no more
/// ahead of the caller's ear than it needs (a few hundred milliseconds where the provider buffers,
/// one frame where we are the clock), and says through [LegListener#played] what the caller has
/// really heard.
public interface Leg {
    LegInfo info();

    /// Audio both ways. Fixed for the life of the leg.
    AudioFormat format();

    /// Starts the flow of audio and events. Called once.
    void open(LegListener listener, OutgoingAudio outgoing);

    /// How the assistant is to behave for this leg. Asked once, before [#open].
    ///
    /// @param house what the switchboard would have
    default Conduct conduct(Conduct house) {
        return house;
    }

    /// The engine that this leg's caller is served by in place of the house's: the one they wished
    /// for, or one that they are connected with already ([#carriesAudio]); [SpeechOut#sounds] says
    /// what they hear of that one. Asked once, before [#open]; empty for the house's.
    default Optional<Engine> engine() {
        return Optional.empty();
    }

    /// Whether the caller's audio passes through the switchboard. Where it does not, the call can
    /// neither be recorded nor listened to, and nobody takes the assistant's place. The same for
    /// the life of the leg.
    default boolean carriesAudio() {
        return true;
    }

    /// The tools that are run for this leg. Asked once, before [#open].
    ///
    /// @param house the switchboard's own
    default ToolBox tools(ToolBox house) {
        return house;
    }

    /// Whether audio is taken far ahead of the ear: the peer buffers whatever it gets.
    default boolean takesAhead() {
        return false;
    }

    /// Whether the assistant speaks first.
    default boolean greeted() {
        return true;
    }

    /// What a caller of this leg can be put through to: then [#close] carries out [CallEnd#onward].
    /// Empty where they cannot be. The same for the life of the leg.
    default Set<Target.Kind> reaches() {
        return Set.of();
    }

    /// Whether a caller can be put through to anybody.
    default boolean transfers() {
        return !reaches().isEmpty();
    }

    /// Whether the caller has keys to press ([LegListener#digit]).
    default boolean hasKeypad() {
        return true;
    }

    /// Whether [#sendDigits] is possible.
    default boolean sendsDigits() {
        return false;
    }

    /// Presses keys for us, at the other end of the line. Returns at once; the keys are pressed one
    /// after the other, after those of an earlier call. What cannot be sent is logged and counted
    /// by the leg. Any thread; must not block.
    ///
    /// @param digits 1 to 64 of `0`–`9`, `*`, `#`, `A`–`D`, and `w` for a pause of half a second;
    ///   they may be a secret: not to be logged
    default void sendDigits(String digits) {
        throw new UnsupportedOperationException("this leg sends no digits");
    }

    /// Present where this caller was with us before and could not be put through.
    default Optional<Returned> returned() {
        return Optional.empty();
    }

    /// Whether the caller is to be told that the call is recorded.
    default boolean recorded() {
        return false;
    }

    /// Somebody begins to speak after a silence: a leg that is paced need not wait for its beat.
    /// Called on any thread; must not block.
    default void speechWaits() {}

    /// A sentence of the switchboard's own is on its way as this utterance. Called on the call's
    /// thread; must not block. Its first frames may have been taken before.
    default void switchboardSays(long utterance, String text) {}

    /// What the engine says of itself, in order, for legs whose peer speaks in events. Called on
    /// the call's thread after the call has taken it in; must not block.
    default void observe(EngineEvent event) {}

    /// A tool that the switchboard runs has come to its end, for legs whose peer is shown what is
    /// looked up. Called on the call's thread; must not block.
    ///
    /// @param toolCallId of [EngineEvent.ToolRequested]
    /// @param outcome the word of [io.centralita.call.tool.ToolOutcome#word()]
    default void toolEnded(String toolCallId, String outcome) {}

    /// The call is over, and [#close] follows: for legs whose caller may come back to it on another
    /// one. Called on the call's thread; must not block.
    ///
    /// @param history what was said, for whoever goes on; to be asked within the call of this
    default void parts(Supplier<List<HistoryEntry>> history) {}

    /// Drops what was taken and is not played yet. Frames taken before this call are never reported
    /// as played after it.
    void clear();

    /// Ends the connection and frees all it holds. Any number of times; [LegListener#closed]
    /// follows at most once.
    void close(CallEnd end);
}
