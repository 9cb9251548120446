package io.centralita.call.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the caller has to agree to before it is done, in one call.
///
/// A tool that changes something is not run when the model asks for it first: the model is told to
/// ask the caller. It is run when the model asks again, says that the caller agreed, means the same
/// arguments, and the caller has spoken since. A model that only says so gets nowhere. Each
/// agreement serves once. Confined to the call's thread.
final class Confirmations {
    /// Caller turns that a proposal outlives: a caller may ask back before agreeing.
    static final int LIVES_FOR_TURNS = 3;

    /// Proposals that are open at a time; the oldest goes.
    static final int MOST = 16;

    static final String ASK_FIRST =
            "Not done yet. Tell the caller in a few words exactly what would be done, and ask whether"
                    + " they agree. When they have agreed, call this again with the same arguments and"
                    + " \"confirmed\": true. If they do not agree, do not call it.";
    static final String NOT_ANSWERED =
            "Not done. The caller has not said anything since. Wait for their answer; only if they"
                    + " agree, call this again with the same arguments and \"confirmed\": true.";

    /// The caller's turn in which each was proposed, by tool and arguments.
    private final Map<String, Integer> proposals = new LinkedHashMap<>();

    private int turn;

    /// The model wants the tool to be run.
    ///
    /// @return what to tell the model instead; empty where it may be run
    Optional<String> asked(ToolCall call) {
        var proposal =
                call.name()
                        + " "
                        + ToolArguments.canonicalWithout(ConfirmedTool.ARGUMENT, call.arguments());
        var proposedIn = proposals.get(proposal);
        if (proposedIn == null || turn - proposedIn > LIVES_FOR_TURNS) {
            propose(proposal);
            return Optional.of(ASK_FIRST);
        }
        if (turn == proposedIn) {
            return Optional.of(NOT_ANSWERED);
        }
        if (!ConfirmedTool.saysConfirmed(call.arguments())) {
            return Optional.of(ASK_FIRST);
        }
        proposals.remove(proposal);
        return Optional.empty();
    }

    void callerSpoke() {
        turn++;
    }

    private void propose(String proposal) {
        proposals.remove(proposal);
        proposals.put(proposal, turn);
        if (proposals.size() > MOST) {
            proposals.remove(proposals.keySet().iterator().next());
        }
    }
}
