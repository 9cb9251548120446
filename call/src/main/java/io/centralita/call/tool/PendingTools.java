package io.centralita.call.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The books of one call's tool calls: whatever happens, each call id gets exactly one output (A5).
///
/// What is being looked up already is not looked up again: the second call id waits for the result
/// of the first. A model that goes round in circles is told to answer with what it has. What the
/// caller has to agree to is not run before ([Confirmations]). Decides by the time it is given;
/// confined to the call's thread.
public final class PendingTools {
    /// The same tool with the same arguments, since the caller last spoke.
    static final int MOST_ALIKE = 3;

    /// Tool calls of any kind, since the caller last spoke.
    static final int MOST = 12;

    static final String ENOUGH = "Not run, you have asked for enough. Answer with what you have.";

    /// Call ids that are kept when they are over, so that one that comes again is not answered
    /// again.
    private static final int REMEMBERED = 1_000;

    /// What becomes of a tool call.
    public sealed interface Verdict {
        /// It is to be run; [#ended] takes its result.
        record Run() implements Verdict {}

        /// An engine's mistake: this id was asked for before.
        record Known() implements Verdict {}

        /// The same is being looked up already; the result is for both.
        record Shared() implements Verdict {}

        /// The model has asked often enough, or has to ask the caller first.
        ///
        /// @param result to be answered at once
        /// @param why `repeated`, `too-many` or `unconfirmed`
        record Refused(ToolResult result, String why) implements Verdict {}
    }

    /// @param lastResortAt when the call stops believing in the runner and answers the engine
    ///   itself (A5, fourth guard)
    /// @param waiting call ids that get the same result
    private record Running(
            ToolCall call,
            String question,
            long startedAt,
            long lastResortAt,
            List<String> waiting) {}

    private final Duration patience;
    private final Map<String, Running> running = new LinkedHashMap<>();

    /// Of those, the ones whose result is still wanted, by tool and arguments.
    private final Map<String, Running> byQuestion = new HashMap<>();

    private final Map<String, Boolean> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private final Map<String, Integer> alike = new HashMap<>();
    private final Confirmations confirmations = new Confirmations();
    private int asked;

    /// @param patience how long a runner is waited for
    public PendingTools(Duration patience) {
        this.patience = patience;
    }

    /// The engine asks for a tool of ours.
    public Verdict asked(ToolCall call, long now) {
        return asked(call, false, now);
    }

    /// The engine asks for a tool of ours.
    ///
    /// @param confirmed whether the caller has to agree first
    public Verdict asked(ToolCall call, boolean confirmed, long now) {
        return asked(call, confirmed, patience, now);
    }

    /// The engine asks for a tool of ours.
    ///
    /// @param confirmed whether the caller has to agree first
    /// @param within this time somebody reports on it
    public Verdict asked(ToolCall call, boolean confirmed, Duration within, long now) {
        if (isKnown(call.id())) {
            return new Verdict.Known();
        }
        if (asked >= MOST) {
            return refused(call, ENOUGH, "too-many");
        }
        asked++;
        var question = question(call);
        if (alike.merge(question, 1, Integer::sum) > MOST_ALIKE) {
            return refused(call, ENOUGH, "repeated");
        }
        var same = byQuestion.get(question);
        if (same != null) {
            same.waiting().add(call.id());
            return new Verdict.Shared();
        }
        if (confirmed) {
            var feedback = confirmations.asked(call);
            if (feedback.isPresent()) {
                return refused(call, feedback.get(), "unconfirmed");
            }
        }
        byQuestion.put(question, start(call, question, within, now));
        return new Verdict.Run();
    }

    /// The engine asks for a tool that somebody else answers for: it is run whatever we think.
    public Verdict passedThrough(ToolCall call, long now) {
        if (isKnown(call.id())) {
            return new Verdict.Known();
        }
        start(call, "", patience, now);
        return new Verdict.Run();
    }

    /// A run is over.
    ///
    /// @return the call ids that get its output; none where they have one already
    public List<String> ended(String id) {
        var run = running.remove(id);
        if (run == null) {
            return List.of();
        }
        byQuestion.remove(run.question(), run);
        var ids = new ArrayList<String>();
        ids.add(id);
        ids.addAll(run.waiting());
        return ids;
    }

    /// The caller spoke, or asked for an answer: what was asked for on account of that is new.
    public void callerSpoke() {
        alike.clear();
        asked = 0;
        confirmations.callerSpoke();
    }

    /// How many run.
    public int size() {
        return running.size();
    }

    public boolean isEmpty() {
        return running.isEmpty();
    }

    /// All that runs, cut short: each is still to be [#ended].
    public List<ToolResult> all(ToolOutcome outcome, String output, long now) {
        return results(List.copyOf(running.values()), outcome, output, now);
    }

    /// What nobody has reported on in time, likewise.
    public List<ToolResult> late(ToolOutcome outcome, String output, long now) {
        var late = running.values().stream().filter(run -> now >= run.lastResortAt()).toList();
        return results(late, outcome, output, now);
    }

    /// When [#late] will find something; [Long#MAX_VALUE] where nothing runs.
    public long nextDeadline() {
        var next = Long.MAX_VALUE;
        for (var run : running.values()) {
            next = Math.min(next, run.lastResortAt());
        }
        return next;
    }

    private static List<ToolResult> results(
            List<Running> runs, ToolOutcome outcome, String output, long now) {
        return runs.stream()
                .map(
                        run ->
                                new ToolResult(
                                        run.call(),
                                        outcome,
                                        output,
                                        Duration.ofNanos(now - run.startedAt())))
                .toList();
    }

    private Running start(ToolCall call, String question, Duration within, long now) {
        var run = new Running(call, question, now, now + within.toNanos(), new ArrayList<>());
        running.put(call.id(), run);
        return run;
    }

    private static Verdict refused(ToolCall call, String feedback, String why) {
        var outcome = new ToolOutcome.Refused(feedback);
        return new Verdict.Refused(new ToolResult(call, outcome, feedback, Duration.ZERO), why);
    }

    private boolean isKnown(String id) {
        return running.containsKey(id) || known.put(id, true) != null;
    }

    private static String question(ToolCall call) {
        return call.name() + " " + ToolArguments.canonical(call.arguments());
    }
}
