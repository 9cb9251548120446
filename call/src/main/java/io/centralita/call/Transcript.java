package io.centralita.call;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Who;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who said what and when, in the order in which it was heard. Confined to the call's thread.
final class Transcript {
    private static final Duration NONE = Duration.ZERO;

    private long startNanos;
    private final List<SpokenTurn> turns = new ArrayList<>();
    private final Map<Long, SpokenTurn> byUtterance = new HashMap<>();

    /// Those that have changed since somebody asked.
    private final Set<SpokenTurn> changed = new LinkedHashSet<>();

    private int numbers;

    /// Turns of the caller whose words are not known yet: they come one turn after the other, and
    /// may come late.
    private final ArrayDeque<SpokenTurn> unwritten = new ArrayDeque<>();

    private @Nullable SpokenTurn caller;
    private @Nullable Long unansweredSince;

    Transcript(long startNanos) {
        this.startNanos = startNanos;
    }

    /// Times of turns count from here. Before the first turn.
    void beginsAt(long nanos) {
        startNanos = nanos;
    }

    void callerStarted(long now) {
        if (caller != null && !caller.over) {
            unwritten.remove(caller); // nobody will write down what was never ended
            caller.over = true;
            changed.add(caller);
        }
        caller = added(new SpokenTurn(Who.CALLER, ms(now)));
        unwritten.add(caller);
    }

    /// Nobody writes down any more what was said until now.
    void callerWordsLost() {
        unwritten.clear();
    }

    /// @param speechEnd when the caller's last speech was
    void callerEnded(long speechEnd) {
        if (caller != null) {
            caller.endMs = ms(speechEnd);
            caller.over = true;
            changed.add(caller);
        }
        unansweredSince = speechEnd;
    }

    /// Whoever answers the caller next does not answer what they said until now.
    void nobodyIsWaitedFor() {
        unansweredSince = null;
    }

    void callerSaid(String text, long now) {
        var turn = unwritten.poll();
        if (turn == null) {
            turn = added(new SpokenTurn(Who.CALLER, ms(now))); // typed
        }
        turn.add(text);
        turn.over = true;
        turn.endMs = Math.max(turn.endMs, turn.startMs);
        changed.add(turn);
    }

    /// The caller has done something that counts as said, and nobody has to write down.
    void typed(String text, long now) {
        var turn = added(new SpokenTurn(Who.CALLER, ms(now)));
        turn.add(text);
        turn.over = true;
    }

    void said(long utterance, Who who, String text) {
        var turn = of(utterance, who);
        turn.add(text);
        if (turn.isHeard()) {
            changed.add(turn);
        }
    }

    private SpokenTurn of(long utterance, Who who) {
        return byUtterance.computeIfAbsent(utterance, _ -> new SpokenTurn(who, SpokenTurn.UNHEARD));
    }

    void began(long utterance, Who fallback, long now) {
        var turn = of(utterance, fallback);
        if (turn.startMs >= 0 || turn.unheard) {
            return;
        }
        turn.startMs = ms(now);
        turn.endMs = turn.startMs;
        added(turn);
    }

    private SpokenTurn added(SpokenTurn turn) {
        turn.number = ++numbers;
        turns.add(turn);
        changed.add(turn);
        return turn;
    }

    /// The caller hears something of it.
    void heard(long utterance, Who fallback, long at) {
        began(utterance, fallback, at);
        var turn = byUtterance.get(utterance);
        if (turn != null && turn.who == Who.ASSISTANT && unansweredSince != null) {
            turn.mouthToEarMs = ms(at) - ms(unansweredSince);
            unansweredSince = null;
            changed.add(turn);
        }
    }

    void ended(long utterance, Duration heard) {
        var turn = byUtterance.get(utterance);
        if (turn != null && turn.startMs >= 0) {
            turn.heardFor(heard);
            turn.over = true;
            changed.add(turn);
        }
    }

    /// @param heard nothing at all means that the words never reached the caller: they leave no
    ///   turn
    void interrupted(long utterance, Duration heard) {
        var turn = byUtterance.get(utterance);
        if (turn == null) {
            return;
        }
        turn.interrupted = true;
        if (heard.equals(NONE)) {
            turn.unheard = true;
            if (turns.remove(turn)) {
                changed.add(turn);
            }
        } else {
            ended(utterance, heard);
        }
    }

    /// The caller spoke over it, and heard it for so long.
    void cutAfter(long utterance, long cutMs) {
        var turn = byUtterance.get(utterance);
        if (turn != null) {
            turn.bargeInCutMs = cutMs;
            changed.add(turn);
        }
    }

    /// As they were.
    List<CallReport.Turn> turns() {
        return turns(UnaryOperator.identity());
    }

    /// @param shown what of a text the records show
    List<CallReport.Turn> turns(UnaryOperator<String> shown) {
        return turns.stream().map(turn -> turn.report(shown)).toList();
    }

    /// How many there are.
    int size() {
        return turns.size();
    }

    /// Those that have changed since this was last asked, in the order in which they began to; what
    /// was taken back is [SpokenTurn#unheard].
    List<SpokenTurn> changes() {
        if (changed.isEmpty()) {
            return List.of();
        }
        var since = List.copyOf(changed);
        changed.clear();
        return since;
    }

    /// What is shown of texts has changed.
    void allChanged() {
        changed.addAll(turns);
    }

    /// What was said, for somebody who has to know it: what nobody heard or wrote down is left out.
    ///
    /// @param shown what of a text they are shown
    List<HistoryEntry> history(UnaryOperator<String> shown) {
        return turns.stream()
                .filter(turn -> !turn.isWordless())
                .flatMap(turn -> entry(turn.who, turn.text(shown)))
                .toList();
    }

    private static Stream<HistoryEntry> entry(Who who, String text) {
        return switch (who) {
            case CALLER -> Stream.of(new HistoryEntry.CallerSaid(text));
            case ASSISTANT -> Stream.of(new HistoryEntry.AssistantSaid(text));
            case SWITCHBOARD -> Stream.of(new HistoryEntry.SwitchboardSaid(text));
            case OPERATOR -> Stream.of(new HistoryEntry.Told(text));
        };
    }

    private long ms(long nanos) {
        return Math.max(0, (nanos - startNanos) / 1_000_000);
    }
}
