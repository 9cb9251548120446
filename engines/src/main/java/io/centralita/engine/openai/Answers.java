package io.centralita.engine.openai;

import io.centralita.call.engine.EngineFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which response is under way, which was asked for, and what answers are owed: a response is asked
/// for only while none is under way, asked for, or owed by the server. Belongs to the [Ledger].
final class Answers {
    static final String ALREADY_ACTIVE = "conversation_already_has_active_response";
    static final String RATE_LIMITED = "rate_limit_exceeded";
    static final String NO_QUOTA = "insufficient_quota";

    private static final long RETRY_NANOS = Duration.ofMillis(250).toNanos();
    private static final int MOST_REFUSALS = 8;
    private static final int MOST_FAILURES = 2;
    private static final long NEVER = Long.MAX_VALUE;

    /// A response that was asked for and has not begun.
    ///
    /// @param instructions of its own, null where it is a plain answer
    /// @param outputs function calls whose outputs were sent before it
    private record Creation(
            String eventId, @Nullable String instructions, List<FunctionCall> outputs) {}

    private Rules rules;
    private final Outlet out;
    private final SentMessages sent;

    private @Nullable Response active;
    private @Nullable Creation creation;
    private boolean creationUnwanted;

    /// The latest that a response was taken for.
    private @Nullable Creation begun;

    /// What was owed then: served, where it turns out to be a response of the server's own.
    private boolean turnOwedAtGuess;

    /// A response began while ours was asked for, and knew all that ours was to know.
    private boolean overtaken;

    /// The server is known to send our tags back.
    private boolean echoesTags;

    /// Until when the server may begin the answer it owes by itself.
    private long expectedUntil = NEVER;

    private boolean turnOwed;
    private final ArrayDeque<String> asked = new ArrayDeque<>();
    private @Nullable String greeting;
    private long notBefore = Long.MIN_VALUE;
    private int refusals;
    private int failures;

    Answers(Rules rules, Outlet out, SentMessages sent) {
        this.rules = rules;
        this.out = out;
        this.sent = sent;
    }

    /// What is owed on the next connection, beside what was under way.
    void carryOverTo(Answers next) {
        next.turnOwed = turnOwed || expectedUntil != NEVER;
        next.asked.addAll(asked);
        var underWay = creation;
        if (underWay != null && !creationUnwanted) {
            if (underWay.instructions() != null) {
                next.asked.addFirst(underWay.instructions());
            }
        }
        next.echoesTags = echoesTags;
        next.greeting = greeting;
    }

    void follow(Rules other) {
        rules = other;
    }

    @Nullable Response active() {
        return active;
    }

    boolean isActive(@Nullable String responseId) {
        return active != null && active.id.equals(responseId);
    }

    void greet(String instructions) {
        greeting = instructions;
        asked.add(instructions);
    }

    void want(String instructions) {
        asked.add(instructions);
    }

    void wantFirst(String instructions) {
        asked.addFirst(instructions);
    }

    void oweTurn() {
        turnOwed = true;
    }

    void nothingOwed() {
        turnOwed = false;
    }

    /// The server is about to begin an answer by itself.
    void expect(long now) {
        expectedUntil = now + rules.answerPatience().toNanos();
    }

    /// The caller wants none of it.
    void cancel() {
        asked.clear();
        turnOwed = false;
        creationUnwanted = creation != null;
        mute();
    }

    /// Nothing more of the response under way is for the caller.
    void mute() {
        var response = active;
        if (response != null) {
            response.muted = true;
            if (!response.isEnding()) {
                response.cancelAsked = true;
                sent.send(new ClientMessage.CancelResponse(sent.nextId(), response.id));
            }
        }
    }

    /// The same, where nobody else sees to it.
    void muteUnlessEnding() {
        var response = active;
        if (response != null && !response.isEnding()) {
            mute();
        }
    }

    void callerSpeaks() {
        var response = active;
        if (response != null) {
            if (rules.serverInterrupts()) {
                response.interrupted = true;
            } else if (rules.interrupts()) {
                mute();
            }
        }
    }

    /// A response has begun.
    ///
    /// @param tag ours, or empty
    /// @param allTold the server has all that the caller typed
    /// @return function calls whose outputs it knows because they were sent before it was asked for
    List<FunctionCall> begun(String id, String tag, boolean callerSpeaking, boolean allTold) {
        var underWay = creation;
        refusals = 0;
        echoesTags |= !tag.isEmpty();
        overtaken = allTold;
        if (underWay == null || !isOurs(underWay, tag)) {
            active = new Response(id, null);
            expectedUntil = NEVER;
            turnOwed = false;
            asked.removeIf(this::isServed);
            return List.of();
        }
        begun = underWay;
        turnOwedAtGuess = turnOwed;
        active = new Response(id, underWay.instructions());
        creation = null;
        if (underWay.instructions() == null || underWay.instructions().isBlank()) {
            turnOwed = false;
        }
        if (creationUnwanted || (callerSpeaking && rules.interrupts())) {
            creationUnwanted = false;
            mute();
        }
        return underWay.outputs();
    }

    /// By a response that the server began by itself: it answers what was said, and nobody is
    /// greeted who is being answered.
    private boolean isServed(String instructions) {
        return instructions.equals(greeting) ? active != null : overtaken && instructions.isBlank();
    }

    /// Without a tag it is a guess, which a refusal may correct.
    private boolean isOurs(Creation underWay, String tag) {
        return tag.isEmpty()
                ? !echoesTags && expectedUntil == NEVER
                : tag.equals(underWay.eventId());
    }

    /// Outputs that a response which began under a guess was taken to know.
    List<FunctionCall> guessedOutputs() {
        var guessed = begun;
        return guessed == null ? List.of() : guessed.outputs();
    }

    /// The response under way is over. One that failed is asked for again while the caller has
    /// heard nothing of it.
    void over(ServerEvent.ResponseDone done, Response response, long now) {
        active = null;
        if (done.status() != ServerEvent.Status.FAILED) {
            failures = 0;
            return;
        }
        failures++;
        out.oddity(done.reason(), "response failed");
        if (failures > MOST_FAILURES || NO_QUOTA.equals(done.reason())) {
            giveUp(done.reason());
        } else if (!response.audible && !response.isEnding()) {
            if (response.instructions == null) {
                turnOwed = true;
            } else {
                asked.addFirst(response.instructions);
            }
            notBefore = now + 2L * failures * RETRY_NANOS;
        }
    }

    /// Whether the error is about a response that could not be begun.
    ///
    /// @param unseen told of outputs that were taken to be known to it
    boolean refused(ServerEvent.Refused error, long now, Consumer<FunctionCall> unseen) {
        var guessed = begun;
        if (guessed != null && guessed.eventId().equals(error.eventId())) {
            begun = null; // the response under way is the server's own
            guessed.outputs().forEach(unseen);
            creation = guessed;
            turnOwed &= !turnOwedAtGuess;
            asked.removeIf(this::isServed);
        }
        var underWay = creation;
        var alreadyActive = ALREADY_ACTIVE.equals(error.code());
        if (underWay == null || !underWay.eventId().equals(error.eventId())) {
            if (alreadyActive && error.eventId().isEmpty() && expectedUntil != NEVER) {
                expectedUntil = NEVER; // the server could not begin its own: we ask for it
                turnOwed = true;
                return true;
            }
            return false;
        }
        creation = null;
        if (!alreadyActive) {
            out.oddity(error.code(), error.message());
        }
        if (creationUnwanted) {
            creationUnwanted = false;
            return true;
        }
        var instructions = underWay.instructions();
        if (instructions != null && !isServed(instructions)) {
            asked.addFirst(instructions);
        }
        refusals++;
        if (refusals > MOST_REFUSALS) {
            giveUp(error.code());
        }
        notBefore = active == null ? now + (long) refusals * RETRY_NANOS : now;
        return true;
    }

    /// Asks for a response where one is owed and none stands in its way.
    ///
    /// @param outputsDue outputs wait for an answer
    /// @param resultsAwaited what was asked for is to know results that are not here yet
    /// @param outputs those that were sent
    void settle(long now, boolean outputsDue, boolean resultsAwaited, List<FunctionCall> outputs) {
        if (now >= notBefore) {
            notBefore = Long.MIN_VALUE;
        }
        var plain = turnOwed || outputsDue;
        if (resultsAwaited && !plain) {
            return;
        }
        if ((!plain && asked.isEmpty()) || creation != null || active != null || now < notBefore) {
            return;
        }
        var instructions = plain ? null : asked.poll();
        if (plain || String.valueOf(instructions).isBlank()) {
            asked.removeIf(String::isBlank); // one plain answer serves them all
        }
        var id = sent.nextId();
        overtaken = false;
        creation = new Creation(id, instructions, outputs);
        sent.send(
                new ClientMessage.CreateResponse(id, id, instructions == null ? "" : instructions));
    }

    /// The server does not begin what it owes: we ask for it.
    void expire(long now) {
        if (now >= expectedUntil) {
            expectedUntil = NEVER;
            turnOwed = true;
        }
    }

    boolean isExpected() {
        return expectedUntil != NEVER;
    }

    boolean isUnderWay() {
        return active != null || creation != null;
    }

    boolean isBusy() {
        return isUnderWay() || isExpected() || turnOwed || !asked.isEmpty();
    }

    /// When [#settle] may do what it cannot do yet.
    long nextDeadline() {
        return isUnderWay() || notBefore == Long.MIN_VALUE
                ? expectedUntil
                : Math.min(expectedUntil, notBefore);
    }

    private void giveUp(String code) {
        out.giveUp(
                RATE_LIMITED.equals(code)
                        ? new EngineFailure.RateLimited(Duration.ofSeconds(1))
                        : new EngineFailure.Rejected(code));
    }
}
