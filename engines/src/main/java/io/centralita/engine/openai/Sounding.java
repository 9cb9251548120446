package io.centralita.engine.openai;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// The utterances that the model's server plays to the caller itself, from their first word to the
/// moment in which they are not heard any more. Confined to the session's loop.
final class Sounding {
    /// Words that the server never plays are not waited for longer than this.
    private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(5).toNanos();

    /// What the server has stopped is left to the call for so long: the caller speaks, and it may
    /// be told of that a moment later.
    private static final long CALLS_TURN_NANOS = Duration.ofMillis(500).toNanos();

    private static final long NEVER = Long.MAX_VALUE;

    /// @param due when it is over without another word of the server's
    private record State(boolean heard, long due) {}

    private final LongConsumer begins;
    private final LongConsumer ends;
    private final Map<Long, State> open = new LinkedHashMap<>();

    /// @param begins told when the caller begins to hear an utterance, once
    /// @param ends told when they hear it no more, or never will, once
    Sounding(LongConsumer begins, LongConsumer ends) {
        this.begins = begins;
        this.ends = ends;
    }

    void opened(long utterance) {
        open.put(utterance, new State(false, NEVER));
    }

    /// Nothing is added to it.
    void complete(long utterance, long now) {
        open.computeIfPresent(
                utterance,
                (_, state) -> state.heard() ? state : new State(false, now + LONGEST_WAIT_NANOS));
    }

    void plays(long utterance, ServerEvent.Playout how, long now) {
        var state = open.get(utterance);
        if (state == null) {
            return;
        }
        if (!state.heard()) {
            begins.accept(utterance);
        }
        switch (how) {
            case BEGINS -> open.put(utterance, new State(true, NEVER));
            case OVER -> over(utterance);
            case CLEARED -> open.put(utterance, new State(true, now + CALLS_TURN_NANOS));
        }
    }

    /// The call has stopped it.
    void stopped(long utterance) {
        open.remove(utterance);
    }

    void settle(long now) {
        for (var one : List.copyOf(open.entrySet())) {
            if (one.getValue().due() <= now) {
                over(one.getKey());
            }
        }
    }

    /// When [#settle] wants to be called.
    long nextDeadline() {
        return open.values().stream().mapToLong(State::due).min().orElse(NEVER);
    }

    private void over(long utterance) {
        open.remove(utterance);
        ends.accept(utterance);
    }
}
