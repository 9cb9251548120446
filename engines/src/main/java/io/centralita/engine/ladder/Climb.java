package io.centralita.engine.ladder;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's way along the rungs, never back: opens them, lets the one that is ready serve, and
/// hands the conversation on when it is lost.
///
/// Confined to the ladder's thread but for [#serving] and [#droppedByFormer].
final class Climb {
    private static final Logger log = LoggerFactory.getLogger(Climb.class);

    /// What a climb does beyond its rungs. Nothing of it blocks.
    interface Upwards {
        /// Tells the call.
        void post(EngineEvent event);

        /// Tells the call that nobody is left. Nothing is posted afterwards.
        void fail(EngineFailure failure);

        /// Takes an event of the session with this number, on any thread: straight to the call
        /// where that session is live, and in any case as a fact into the mailbox.
        void take(int number, EngineEvent event);

        /// From now on the events of this session go straight to the call.
        void live(int number);

        /// A fact that did not go straight to the call was dealt with.
        void dealtWith();

        /// Lets the session hear the caller, from what was kept on.
        void connect(EngineSession session);

        /// Keeps the caller's audio.
        void disconnect();
    }

    private final List<Step> steps;
    private final LadderSettings settings;
    private final SpeechOut speech;
    private final Time time;
    private final Upwards call;
    private final Conversation conversation;

    /// What the call wished while a rung was opening.
    private final List<Errand> errands = new ArrayList<>();

    /// Number of the rung that serves or opens, in the order of preference, and of its session.
    private int index = -1;

    private int number;
    private volatile @Nullable Serving serving;
    private final LongAdder droppedByFormer = new LongAdder();
    private boolean opening;
    private long openingSince;
    private boolean replyOwed;

    /// The engine that took over has to be told what is owed.
    private boolean owesResumption;

    /// Take-overs that the call has not told the caller of yet.
    private int unresumed;

    private boolean announced;
    private @Nullable EngineFailure lost;

    Climb(
            List<Step> steps,
            LadderSettings settings,
            SessionSettings call,
            SpeechOut speech,
            Time time,
            Upwards upwards) {
        this.steps = steps;
        this.settings = settings;
        this.speech = speech;
        this.time = time;
        this.call = upwards;
        this.conversation = new Conversation(call);
    }

    /// Opens the first rung that may serve.
    void open() {
        openNext(new EngineFailure.Rejected("no-engine-may-serve"));
    }

    /// The session that serves or opens; null where none does. From any thread.
    @Nullable Serving serving() {
        return serving;
    }

    /// Frames that sessions dropped which are over. From any thread.
    long droppedByFormer() {
        return droppedByFormer.sum();
    }

    boolean isOpening() {
        return opening;
    }

    void on(Fact fact) {
        switch (fact) {
            case Fact.FromRung(var from, var event, var told) -> {
                if (from == number && serving != null) {
                    onEvent(event, told);
                }
                if (!told) {
                    call.dealtWith();
                }
            }
            case Fact.FromCall(var errand) -> onErrand(errand);
            case Fact.Closing() -> leave();
        }
    }

    /// Time passed.
    void at(long now) {
        if (opening && now - openingSince >= settings.opening().toNanos()) {
            lose(new EngineFailure.Broken("not-ready-in-time", null));
        }
    }

    /// Closes the session that serves or opens. Any number of times.
    void leave() {
        if (opening) {
            steps.get(index).breaker().left();
        }
        retire();
    }

    private void onEvent(EngineEvent event, boolean told) {
        switch (event) {
            case EngineEvent.Failed(var why) -> lose(why);
            case EngineEvent.Ready() -> ready();
            default -> {
                // An engine that is not ready has nothing to say, but it may cost something.
                if (!opening || event instanceof EngineEvent.Used) {
                    conversation.on(event);
                    if (!told) {
                        call.post(event);
                    }
                }
            }
        }
    }

    private void onErrand(Errand errand) {
        boolean wanted = true;
        switch (errand) {
            case Errand.Resume() -> {
                wanted = false;
                resumed();
            }
            case Errand.Greet() -> conversation.greetAsked();
            case Errand.SwitchboardSaid(var text) -> conversation.switchboardSaid(text);
            case Errand.ToolFinished(var id, var output) ->
                    wanted = conversation.toolFinished(id, output);
            case Errand.Interrupted(var utterance, var heard) ->
                    wanted = interrupted(utterance, heard);
            case Errand.Asked(var ask) -> {
                conversation.asked(ask);
                replyOwed &= !(ask instanceof Ask.Cancel);
            }
        }
        if (!wanted) {
            return;
        }
        if (opening || unresumed > 0) {
            errands.add(errand);
        } else {
            tell(errand);
        }
    }

    /// @return whether it is the serving engine's own utterance; another's means nothing to it
    private boolean interrupted(long utterance, Duration heard) {
        var now = serving;
        if (now == null || !now.speech().knows(utterance)) {
            return false;
        }
        conversation.interrupted(utterance, heard, now.speech().written(utterance));
        return true;
    }

    private void tell(Errand errand) {
        var now = serving;
        if (now == null) {
            return;
        }
        try {
            errand.to(now.session());
        } catch (RuntimeException bug) {
            lose(new EngineFailure.Broken("session", bug));
        }
    }

    private void ready() {
        var now = serving;
        if (!opening || now == null) {
            return;
        }
        opening = false;
        var step = steps.get(index);
        step.breaker().opened();
        log.atInfo()
                .addKeyValue("rung", step.rung().name())
                .addKeyValue("ms", Duration.ofNanos(time.nanoTime() - openingSince).toMillis())
                .log("engine is ready");
        if (lost != null) {
            unresumed++;
            call.post(new EngineEvent.TakenOver(step.rung().name(), lost));
        }
        owesResumption = announced;
        if (!announced) {
            announced = true;
            call.post(new EngineEvent.Ready());
        }
        call.live(number);
        call.connect(now.session());
        goOn();
    }

    /// The caller has been told of a take-over.
    private void resumed() {
        if (unresumed > 0) {
            unresumed--;
            goOn();
        }
    }

    /// Tells the engine what it has missed; then it has what the caller is owed to do.
    private void goOn() {
        if (opening || unresumed > 0) {
            return;
        }
        boolean resumes = owesResumption;
        owesResumption = false;
        boolean answers = errands.stream().anyMatch(Errand::isAnswered);
        var waiting = List.copyOf(errands);
        errands.clear();
        for (var errand : waiting) {
            boolean greets = resumes && errand instanceof Errand.Greet;
            if (!opening && !greets) { // else the rung was lost over the one before
                tell(errand);
            }
        }
        if (resumes && !opening) {
            resume(answers);
        }
    }

    private void resume(boolean answers) {
        if (conversation.owesGreeting()) {
            tell(new Errand.Greet());
        } else if (replyOwed) {
            tell(new Errand.Asked(new Ask.Respond(conversation.owedInstructions())));
        } else if (!answers) {
            onEvent(new EngineEvent.ReplyFinished(), false);
        }
    }

    /// The rung that serves or opens is lost.
    private void lose(EngineFailure why) {
        var step = steps.get(index);
        if (opening || why instanceof EngineFailure.Rejected) {
            step.breaker().failed(why, time.nanoTime());
        }
        log.atWarn()
                .addKeyValue("rung", step.rung().name())
                .addKeyValue("failure", why.word())
                .addKeyValue("opening", opening)
                .log("engine is lost");
        retire();
        if (conversation.isOver()) {
            return; // goodbye was said; what is left of it is heard to its end
        }
        openNext(why);
    }

    private void openNext(EngineFailure why) {
        lost = index < 0 ? null : why;
        var reason = why;
        while (++index < steps.size()) {
            var kept = keptFrom(steps.get(index));
            if (kept == null) {
                var failure = tryOpen(steps.get(index));
                if (failure == null) {
                    return;
                }
                kept = failure;
            }
            reason = kept;
            lost = kept;
        }
        log.atError().addKeyValue("failure", reason.word()).log("no engine is left");
        call.fail(reason);
    }

    /// Why the rung is passed over; null where it is not.
    private @Nullable EngineFailure keptFrom(Step step) {
        EngineFailure reason = null;
        boolean last = index == steps.size() - 1;
        var objection = step.rung().objection().get();
        if (objection.isPresent()) {
            reason = new EngineFailure.Rejected(objection.get());
        } else if (!last && !step.breaker().admits(time.nanoTime())) {
            var earlier = step.breaker().failure();
            reason = earlier == null ? new EngineFailure.Rejected("cooling-down") : earlier;
        }
        if (reason != null) {
            log.atInfo()
                    .addKeyValue("rung", step.rung().name())
                    .addKeyValue("reason", reason.word())
                    .log("engine is passed over");
        }
        return reason;
    }

    /// @return why it did not even begin to open, null where it did
    private @Nullable EngineFailure tryOpen(Step step) {
        int own = ++number;
        var gate = new SpeechGate(speech);
        errands.removeIf(Errand::isHistory);
        replyOwed = conversation.owesReply();
        opening = true;
        openingSince = time.nanoTime();
        try {
            var session =
                    step.rung()
                            .engine()
                            .open(conversation.settings(), event -> call.take(own, event), gate);
            serving = new Serving(session, gate);
            return null;
        } catch (RuntimeException bug) {
            gate.shut();
            opening = false;
            var failure = new EngineFailure.Broken("session", bug);
            step.breaker().failed(failure, time.nanoTime());
            log.atError()
                    .addKeyValue("rung", step.rung().name())
                    .setCause(bug)
                    .log("engine could not be opened");
            return failure;
        }
    }

    private void retire() {
        var old = serving;
        opening = false;
        if (old == null) {
            return;
        }
        call.disconnect();
        old.close();
        conversation.lost(old.speech());
        droppedByFormer.add(old.session().droppedFrames());
        serving = null;
    }
}
