package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call's line to the model, over as many connections as it takes: one at a time serves; the next
/// is opened before the provider's limit ends the present one, or after it was lost, and takes over
/// the [Ledger]'s books. Confined to the session's loop.
final class Line implements ModelLine, Link.Owner {
    private static final Logger log = LoggerFactory.getLogger(Line.class);

    private static final Duration PING = Duration.ofSeconds(15);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final long OVERDUE_NANOS = Duration.ofMillis(20).toNanos();
    private static final long NEVER = Long.MAX_VALUE;

    /// What the line tells its session.
    interface Owner {
        void post(EngineEvent event);

        /// @param spoken the model has spoken on the connection that is configured
        String configuration(boolean spoken);

        Duration endpointSilence();

        long beginUtterance();

        void endUtterance(long utterance);

        void speak(long utterance, byte[] audio);

        /// The caller hears it from the model's server itself.
        void sounds(long utterance);

        long nanos(int bytes);

        /// Frames of the caller's audio that no connection took in time.
        void dropped(long frames);

        void fail(EngineFailure failure);

        /// Deadlines may have changed.
        void moved();
    }

    private final OpenAiSettings.Patience patience;
    private final SessionOptions options;
    private final String callId;
    private final Connector connector;
    private final SessionLoop loop;
    private final Time time;
    private final Owner owner;
    private final Prompts prompts;
    private final ClientWriter writer;
    private final CallerVoice voice;
    private final Renewal renewal;
    private final Attention attention;

    private Ledger ledger;
    private Link link;

    /// The connection that is to take over; null while none is wanted.
    private @Nullable Link successor;

    private boolean announced;
    private int tries;
    private long giveUpAt;

    /// Why there is no connection.
    private Connector.Refusal latest = Link.passing("nobody answers");

    private long retryAt = NEVER;
    private long pingAt = NEVER;
    private long awaitsSince = NEVER;
    private long fullSince = NEVER;

    Line(Connector connector, OpenAiSession.Belongings of) {
        this.connector = connector;
        patience = of.patience();
        options = of.options();
        callId = of.callId();
        loop = of.loop();
        time = of.time();
        owner = of.owner();
        prompts = of.prompts();
        writer = of.writer();
        voice = of.voice();
        attention = new Attention(new OwnEar(of.format()), voice);
        renewal = new Renewal(patience.lifetime(), time);
        link = newLink();
        ledger = new Ledger(Rules.NONE, outlet(link));
        giveUpAt = time.nanoTime() + patience.opening().toNanos();
    }

    /// @param history what another engine had begun
    @Override
    public void open(Rules rules, List<HistoryEntry> history) {
        ledger.follow(rules);
        ledger.seed(history);
        connect(link);
        owner.moved();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    /// The configuration has changed.
    @Override
    public void configure(Rules rules) {
        ledger.follow(rules);
        if (link.isReady()) {
            link.send(owner.configuration(link.spoken));
        }
    }

    /// More of the caller's audio is there.
    @Override
    public void pump() {
        if (!ledger.isReady()) {
            return;
        }
        owner.dropped(voice.pump(link));
        voice.trim(link);
        if (!link.isFull()) {
            fullSince = NEVER;
        } else if (fullSince == NEVER) {
            fullSince = time.nanoTime();
            owner.moved();
        }
    }

    /// The same audio, where the caller's turns are found by hearing.
    @Override
    public void listen(byte[] base64, int bytes) {
        if (attention.listen(base64, bytes, ledger, time.nanoTime())) {
            owner.moved();
        }
    }

    @Override
    public void close() {
        link.close();
        var coming = successor;
        if (coming != null) {
            coming.close();
        }
        voice.forgetAll();
    }

    /// Time passed.
    @Override
    public void wake(long now) {
        if (now >= retryAt) {
            retryAt = NEVER;
            connect(link);
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
        if (renewal.isDue(now) && successor == null) {
            var coming = newLink();
            successor = coming;
            connect(coming);
        }
        ledger.settle(now);
        takeOverIfFit(now);
        if (now >= silentUntil(now)) {
            link.giveUp("server says nothing");
        } else if (now >= fullUntil()) {
            link.giveUp("server takes nothing");
        } else if (attention.isVain(now)) {
            link.giveUp("server hears nothing");
        } else if (attention.asks(now)) {
            ledger.probe();
        }
    }

    /// When [#wake] wants to be called although nothing happened.
    @Override
    public long nextDeadline(long now) {
        long next = Math.min(retryAt, ledger.nextDeadline());
        if (!link.isReady()) {
            next = Math.min(next, giveUpAt);
        } else {
            next = Math.min(next, Math.min(pingAt, Math.min(silentUntil(now), fullUntil())));
            next = Math.min(next, renewal.nextDeadline(successor != null));
            next = Math.min(next, attention.nextDeadline());
        }
        // What is overdue waits for something else: no need to look every millisecond.
        return next > now ? next : now + OVERDUE_NANOS;
    }

    @Override
    public String configuration(Link which) {
        return owner.configuration(which.spoken);
    }

    @Override
    public void ready(Link opened) {
        long now = time.nanoTime();
        opened.heardAt = now;
        if (opened == successor) {
            takeOverIfFit(now);
        } else if (opened == link) {
            log.atInfo()
                    .addKeyValue("call", callId)
                    .addKeyValue("model", options.model())
                    .addKeyValue("tries", tries + 1)
                    .log("model session is open");
            begin(now);
        }
        owner.moved();
    }

    @Override
    public void event(Link from, ServerEvent event) {
        long now = time.nanoTime();
        from.heardAt = now;
        if (from != link) {
            return;
        }
        if (!Link.PONG.equals(event)) {
            attention.serverSpoke(now);
        }
        switch (event) {
            case ServerEvent.SpeechStarted(_, var startMs) -> voice.turnBegan(from, startMs);
            case ServerEvent.SpeechStopped(_, var endMs) -> voice.turnEnded(from, endMs);
            case ServerEvent.Transcribed(_, _, var usage) when usage != null ->
                    owner.post(new EngineEvent.Used(usage));
            default -> {}
        }
        ledger.on(event, now);
        if (!ledger.isCallerSpeaking() && !ledger.awaitsWords()) {
            voice.turnWritten();
        }
        takeOverIfFit(now);
        owner.moved();
    }

    @Override
    public void audio(Link from, String responseId, String itemId, byte[] audio) {
        long now = time.nanoTime();
        from.heardAt = now;
        if (from == link) {
            attention.serverSpoke(now);
            long utterance = ledger.audio(responseId, itemId, owner.nanos(audio.length));
            if (utterance > 0) {
                owner.speak(utterance, audio);
            }
        }
    }

    @Override
    public void oddity(String code, String detail) {
        log.atWarn()
                .addKeyValue("call", callId)
                .addKeyValue("code", code)
                .addKeyValue("detail", detail)
                .log("model reported an oddity");
    }

    @Override
    public void broken(RuntimeException bug) {
        owner.fail(new EngineFailure.Broken("session", bug));
    }

    @Override
    public void drained(Link from) {
        if (from == link) {
            pump();
        }
    }

    @Override
    public void gone(Link lost, Connector.Refusal why) {
        long now = time.nanoTime();
        log.atWarn()
                .addKeyValue("call", callId)
                .addKeyValue("detail", why.detail())
                .addKeyValue("serving", lost == link)
                .log("model connection is gone");
        if (lost == successor) {
            successor = null;
            renewal.failed(now);
        } else if (lost == link) {
            attention.lost(ledger, now);
            recover(why, now);
        }
        owner.moved();
    }

    /// Another connection, with the books of this one.
    private void recover(Connector.Refusal why, long now) {
        if (ledger.isReady()) {
            giveUpAt = now + patience.recovery().toNanos();
            tries = 0;
        }
        var coming = successor;
        successor = null;
        if (coming != null && coming.isReady()) {
            succeed(coming, now);
            return;
        }
        if (coming != null) {
            coming.close();
        }
        var pause = tries == 0 ? Duration.ZERO : FIRST_RETRY.multipliedBy(1L << Math.min(tries, 5));
        long wait = Math.max(pause.toNanos(), why.after().toNanos());
        if (!why.passing() || now + wait >= giveUpAt) {
            owner.fail(why.why());
            return;
        }
        latest = why;
        carryOverTo(newLink());
        tries++;
        if (wait > 0) {
            retryAt = now + wait;
        } else {
            connect(link);
        }
    }

    private void takeOverIfFit(long now) {
        var coming = successor;
        if (coming != null
                && coming.isReady()
                && (ledger.isBetweenTurns() || renewal.isLate(now))) {
            log.atInfo()
                    .addKeyValue("call", callId)
                    .addKeyValue("betweenTurns", ledger.isBetweenTurns())
                    .log("model session renewed");
            link.close();
            successor = null;
            succeed(coming, now);
        }
    }

    private void succeed(Link coming, long now) {
        carryOverTo(coming);
        begin(now);
    }

    private void carryOverTo(Link next) {
        var before = link;
        var served = ledger.isReady();
        link = next;
        ledger = ledger.successor(outlet(next), prompts::resume);
        if (served) {
            voice.tellNext(before, next, ledger.turn().repeats());
        } else {
            next.nextFrame = before.nextFrame;
            next.firstPosition = before.firstPosition;
        }
    }

    private void begin(long now) {
        tries = 0;
        fullSince = NEVER;
        renewal.opened(link.expiresAtS);
        pingAt = now + PING.toNanos();
        if (!announced) {
            announced = true;
            owner.post(new EngineEvent.Ready());
        }
        ledger.ready(now);
        pump();
    }

    private Outlet outlet(Link to) {
        return new LinkOutlet(to, writer, voice, owner, this);
    }

    private Link newLink() {
        return new Link(this, loop, patience.configure(), options.model(), options.transcription());
    }

    private void connect(Link which) {
        which.connect(connector, options.model(), patience.connect());
    }

    /// When a server that owes a sign of life is given up.
    private long silentUntil(long now) {
        if (!ledger.awaitsServer()) {
            awaitsSince = NEVER;
            return NEVER;
        }
        if (awaitsSince == NEVER) {
            awaitsSince = now;
        }
        return Math.max(link.heardAt, awaitsSince) + patience.silence().toNanos();
    }

    private long fullUntil() {
        return fullSince == NEVER ? NEVER : fullSince + patience.silence().toNanos();
    }
}
