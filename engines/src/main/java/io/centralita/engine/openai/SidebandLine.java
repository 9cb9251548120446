package io.centralita.engine.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.OfferEngine.Answer;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call's line to a model that the caller is connected with straight: makes the call out of the
/// caller's offer, and stays on it by a connection beside it, which is made anew where it is lost
/// while the conversation goes on at the server. Confined to the session's loop.
final class SidebandLine implements ModelLine, Link.Owner {
    private static final Logger log = LoggerFactory.getLogger(SidebandLine.class);

    private static final Duration PING = Duration.ofSeconds(15);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final long OVERDUE_NANOS = Duration.ofMillis(20).toNanos();
    private static final long NEVER = Long.MAX_VALUE;

    /// A caller of whom nobody says that they hear is greeted all the same.
    private static final long GREETED_AFTER_NANOS = Duration.ofSeconds(3).toNanos();

    /// A page that changes its session more often than this has no call with the model.
    private static final int MOST_FOREIGN_UPDATES = 50;

    /// Who has the caller's connection.
    interface Caller {
        void answer(Answer answer);

        /// The connection is over, and it was not us.
        void gone();
    }

    private final CallDesk desk;
    private final String offer;
    private final Caller caller;
    private final OpenAiSession.Belongings of;
    private final Line.Owner owner;
    private final Time time;
    private final Sounding sounding;

    private Rules rules = Rules.NONE.forCallerThere();
    private Ledger ledger;
    private Link link;

    /// As the server names it; null while it is not made.
    private @Nullable String callId;

    private boolean announced;
    private boolean over;
    private boolean heard;
    private @Nullable Runnable greeting;
    private long greetAt = NEVER;

    /// Changes of the session that are ours and not confirmed, and those that were not ours.
    private int ownUpdates;

    private int foreignUpdates;
    private int tries;
    private Connector.Refusal latest = Link.passing("nobody answers");
    private long giveUpAt = NEVER;
    private long retryAt = NEVER;
    private long pingAt = NEVER;
    private long awaitsSince = NEVER;

    SidebandLine(CallDesk desk, String offer, Caller caller, OpenAiSession.Belongings of) {
        this.desk = desk;
        this.offer = offer;
        this.caller = caller;
        this.of = of;
        owner = of.owner();
        time = of.time();
        sounding = new Sounding(owner::sounds, owner::endUtterance);
        link = newLink();
        ledger = new Ledger(rules, outlet(link));
    }

    @Override
    public void open(Rules wanted, List<HistoryEntry> history) {
        follow(wanted);
        ledger.seed(history);
        var session = session().put("model", of.options().model());
        desk.make(of.loop(), offer, session, of.patience().opening(), this::made);
    }

    /// The session without what is on the track, and not in events.
    private ObjectNode session() {
        var session = of.session().get();
        session.withObject("/audio/input").remove("format");
        session.withObject("/audio/output").remove("format");
        return session;
    }

    private void made(CallDesk.Made made) {
        switch (made) {
            case CallDesk.Made.Answered(var id, var description) -> {
                callId = id;
                if (over) {
                    desk.hangUp(id);
                    return;
                }
                log.atInfo()
                        .addKeyValue("call", of.callId())
                        .addKeyValue("modelCall", id)
                        .log("model has answered the caller's offer");
                caller.answer(new Answer.Given(description));
                giveUpAt = time.nanoTime() + of.patience().opening().toNanos();
                join();
                owner.moved();
            }
            case CallDesk.Made.Refused(var why) -> {
                log.atWarn()
                        .addKeyValue("call", of.callId())
                        .addKeyValue("detail", why.detail())
                        .log("model has not answered the caller's offer");
                caller.answer(new Answer.Refused(why.why()));
                if (!over) {
                    owner.fail(why.why());
                }
            }
        }
    }

    private void join() {
        var id = callId;
        if (id != null) {
            link.connect(desk.beside(id), of.options().model(), of.patience().connect());
        }
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void configure(Rules wanted) {
        follow(wanted);
        if (link.isReady()) {
            ownUpdates++;
            link.send(configuration(link));
        }
    }

    /// The session was changed. Pages may do so, as their channel is the server's: how turns end is
    /// theirs to say; what the assistant is told and has is put back.
    private void updated() {
        if (ownUpdates > 0) {
            ownUpdates--;
            return;
        }
        nowHeard();
        if (++foreignUpdates > MOST_FOREIGN_UPDATES) {
            owner.fail(new EngineFailure.Rejected("session-changed"));
            return;
        }
        ownUpdates++;
        var kept = session().retain("type", "instructions", "tools", "tool_choice");
        link.send(of.writer().sessionUpdate("kept", kept));
    }

    private void follow(Rules wanted) {
        rules = wanted.forCallerThere();
        ledger.follow(rules);
    }

    /// The voice was chosen with the call: it cannot be changed once it has spoken, which is not
    /// heard here.
    @Override
    public String configuration(Link which) {
        var session = session();
        session.withObject("/audio/output").remove("voice");
        return of.writer().sessionUpdate("session", session);
    }

    @Override
    public void whenHeard(Runnable what) {
        if (heard) {
            what.run();
        } else {
            greeting = what;
            greetAt = time.nanoTime() + GREETED_AFTER_NANOS;
        }
    }

    /// The caller hears. Any thread.
    void connected() {
        of.loop()
                .execute(
                        () -> {
                            if (!over) {
                                nowHeard();
                                owner.moved();
                            }
                        });
    }

    private void nowHeard() {
        heard = true;
        greetAt = NEVER;
        var owed = greeting;
        greeting = null;
        if (owed != null) {
            owed.run();
        }
    }

    @Override
    public void listen(byte[] base64, int bytes) {}

    @Override
    public void pump() {}

    /// A server that does not stop by itself is told to.
    @Override
    public void stopped(long utterance) {
        sounding.stopped(utterance);
        if (!rules.serverInterrupts()) {
            link.send(of.writer().clearOutput("clear_" + utterance));
        }
    }

    @Override
    public void close() {
        boolean ours = !over;
        over = true;
        link.close();
        var id = callId;
        if (ours && id != null) {
            desk.hangUp(id);
        }
    }

    @Override
    public void wake(long now) {
        if (over) {
            return;
        }
        if (now >= greetAt) {
            nowHeard();
        }
        sounding.settle(now);
        if (now >= retryAt) {
            retryAt = NEVER;
            join();
        }
        if (!link.isReady()) {
            if (now >= giveUpAt) {
                owner.fail(latest.why());
            }
            return;
        }
        if (now >= pingAt) {
            pingAt = now + PING.toNanos();
            link.ping();
        }
        ledger.settle(now);
        if (now >= silentUntil(now)) {
            link.giveUp("server says nothing");
        }
    }

    @Override
    public long nextDeadline(long now) {
        long next =
                Math.min(
                        Math.min(retryAt, greetAt),
                        Math.min(sounding.nextDeadline(), ledger.nextDeadline()));
        next =
                link.isReady()
                        ? Math.min(next, Math.min(pingAt, silentUntil(now)))
                        : Math.min(next, giveUpAt);
        return next > now ? next : now + OVERDUE_NANOS;
    }

    @Override
    public void ready(Link opened) {
        long now = time.nanoTime();
        log.atInfo()
                .addKeyValue("call", of.callId())
                .addKeyValue("tries", tries + 1)
                .addKeyValue("again", announced)
                .log("on the caller's call with the model");
        tries = 0;
        ownUpdates = 0;
        opened.heardAt = now;
        pingAt = now + PING.toNanos();
        if (!announced) {
            announced = true;
            owner.post(new EngineEvent.Ready());
        }
        ledger.ready(now);
        owner.moved();
    }

    @Override
    public void event(Link from, ServerEvent event) {
        long now = time.nanoTime();
        from.heardAt = now;
        if (from != link) {
            return;
        }
        switch (event) {
            case ServerEvent.Transcribed(_, _, var usage) when usage != null ->
                    owner.post(new EngineEvent.Used(usage));
            case ServerEvent.Typed(var id, var text) when !Items.isOurs(id) -> {
                nowHeard();
                owner.post(new EngineEvent.CallerSaid(text));
            }
            case ServerEvent.SpeechStarted _ -> nowHeard();
            case ServerEvent.SessionUpdated() -> updated();
            default -> {}
        }
        ledger.on(played(event), now);
        owner.moved();
    }

    /// All words are without sound here.
    private static ServerEvent played(ServerEvent event) {
        return switch (event) {
            case ServerEvent.TranscriptDelta(var id, var item, var words, _) ->
                    new ServerEvent.TranscriptDelta(id, item, words, true);
            case ServerEvent.TranscriptDone(var id, var item, var words, _) ->
                    new ServerEvent.TranscriptDone(id, item, words, true);
            default -> event;
        };
    }

    @Override
    public void audio(Link from, String responseId, String itemId, byte[] audio) {}

    @Override
    public void oddity(String code, String detail) {
        log.atWarn()
                .addKeyValue("call", of.callId())
                .addKeyValue("code", code)
                .addKeyValue("detail", detail)
                .log("model reported an oddity");
    }

    @Override
    public void broken(RuntimeException bug) {
        owner.fail(new EngineFailure.Broken("session", bug));
    }

    @Override
    public void drained(Link from) {}

    @Override
    public void gone(Link lost, Connector.Refusal why) {
        if (over || lost != link) {
            return;
        }
        long now = time.nanoTime();
        log.atWarn()
                .addKeyValue("call", of.callId())
                .addKeyValue("detail", why.detail())
                .log("connection beside the caller's call is gone");
        if (announced && HttpRefusal.isUnknown(why)) {
            over = true;
            desk.over(String.valueOf(callId));
            caller.gone();
            return;
        }
        recover(why, now);
        owner.moved();
    }

    private void recover(Connector.Refusal why, long now) {
        if (ledger.isReady()) {
            giveUpAt = now + of.patience().recovery().toNanos();
            tries = 0;
        }
        var pause = tries == 0 ? Duration.ZERO : FIRST_RETRY.multipliedBy(1L << Math.min(tries, 4));
        long wait = Math.max(pause.toNanos(), why.after().toNanos());
        // A call that was made this moment may not be known everywhere yet.
        boolean passing = why.passing() || HttpRefusal.isUnknown(why);
        if (!passing || now + wait >= giveUpAt) {
            owner.fail(why.why());
            return;
        }
        latest = why;
        tries++;
        link = newLink();
        ledger = ledger.successor(outlet(link), of.prompts()::resume);
        retryAt = now + wait;
    }

    private Link newLink() {
        return new Link(
                this,
                of.loop(),
                of.patience().configure(),
                of.options().model(),
                of.options().transcription());
    }

    private Outlet outlet(Link to) {
        return new SidebandOutlet(to, of.writer(), sounding, owner, this, time);
    }

    private long silentUntil(long now) {
        if (!ledger.awaitsServer()) {
            awaitsSince = NEVER;
            return NEVER;
        }
        if (awaitsSince == NEVER) {
            awaitsSince = now;
        }
        return Math.max(link.heardAt, awaitsSince) + of.patience().silence().toNanos();
    }
}
