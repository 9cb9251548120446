package io.centralita.call;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Who;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Who said what and when, in the order in which it was heard. Confined to the call's thread.
final class Transcript {
    private static final Duration NONE = Duration.ZERO;

    private long startNanos;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<Long, Turn> byUtterance = new HashMap<>();

    /// Turns of the caller whose words are not known yet: they come one turn after the other, and
    /// may come late.
    private final ArrayDeque<Turn> unwritten = new ArrayDeque<>();

    private @Nullable Turn caller;
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
        }
        var turn = new Turn(Who.CALLER, ms(now));
        turns.add(turn);
        unwritten.add(turn);
        caller = turn;
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
        }
        unansweredSince = speechEnd;
    }

    void callerSaid(String text, long now) {
        var turn = unwritten.poll();
        if (turn == null) {
            turn = new Turn(Who.CALLER, ms(now)); // typed
            turns.add(turn);
        }
        turn.add(text);
        turn.over = true;
        turn.endMs = Math.max(turn.endMs, turn.startMs);
    }

    /// The caller has done something that counts as said, and nobody has to write down.
    void typed(String text, long now) {
        var turn = new Turn(Who.CALLER, ms(now));
        turn.add(text);
        turn.over = true;
        turns.add(turn);
    }

    void said(long utterance, Who who, String text) {
        byUtterance.computeIfAbsent(utterance, _ -> new Turn(who, -1)).add(text);
    }

    void began(long utterance, Who fallback, long now) {
        var turn = byUtterance.computeIfAbsent(utterance, _ -> new Turn(fallback, -1));
        if (turn.startMs >= 0 || turn.unheard) {
            return;
        }
        turn.startMs = ms(now);
        turn.endMs = turn.startMs;
        turns.add(turn);
    }

    /// The caller hears something of it.
    void heard(long utterance, Who fallback, long at) {
        began(utterance, fallback, at);
        var turn = byUtterance.get(utterance);
        if (turn != null && turn.who == Who.ASSISTANT && unansweredSince != null) {
            turn.mouthToEarMs = ms(at) - ms(unansweredSince);
            unansweredSince = null;
        }
    }

    void ended(long utterance, Duration heard) {
        var turn = byUtterance.get(utterance);
        if (turn != null && turn.startMs >= 0) {
            turn.endMs = turn.startMs + heard.toMillis();
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
            turns.remove(turn);
        } else {
            ended(utterance, heard);
        }
    }

    /// The caller spoke over it, and heard it for so long.
    void cutAfter(long utterance, long cutMs) {
        var turn = byUtterance.get(utterance);
        if (turn != null) {
            turn.bargeInCutMs = cutMs;
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

    /// What was said, for somebody who has to know it: what nobody heard or wrote down is left out.
    ///
    /// @param shown what of a text they are shown
    List<HistoryEntry> history(UnaryOperator<String> shown) {
        return turns.stream()
                .filter(turn -> !turn.text.isEmpty())
                .<HistoryEntry>map(
                        turn -> {
                            var text = shown.apply(turn.text.toString());
                            return switch (turn.who) {
                                case CALLER -> new HistoryEntry.CallerSaid(text);
                                case ASSISTANT -> new HistoryEntry.AssistantSaid(text);
                                case SWITCHBOARD -> new HistoryEntry.SwitchboardSaid(text);
                            };
                        })
                .toList();
    }

    private long ms(long nanos) {
        return Math.max(0, (nanos - startNanos) / 1_000_000);
    }

    private static final class Turn {
        private final Who who;
        private final StringBuilder text = new StringBuilder();
        private long startMs;
        private long endMs;
        private @Nullable Long mouthToEarMs;
        private @Nullable Long bargeInCutMs;
        private boolean interrupted;
        private boolean unheard;
        private boolean over;

        Turn(Who who, long startMs) {
            this.who = who;
            this.startMs = startMs;
            this.endMs = startMs;
        }

        void add(String more) {
            if (!text.isEmpty() && !more.startsWith(" ")) {
                text.append(' ');
            }
            text.append(more.strip());
        }

        CallReport.Turn report(UnaryOperator<String> shown) {
            return new CallReport.Turn(
                    who,
                    shown.apply(text.toString()),
                    startMs,
                    endMs,
                    mouthToEarMs,
                    interrupted,
                    bargeInCutMs);
        }
    }
}
