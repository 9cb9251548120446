package io.centralita.engine.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.EventGate;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call with the model. Confined to its loop; what the call says is handed over to it, in
/// order.
final class OpenAiSession implements EngineSession, Line.Owner {
    private static final Logger log = LoggerFactory.getLogger(OpenAiSession.class);

    private final SessionSettings call;
    private final SessionConfig config;
    private final SpeechOut speech;
    private final SessionLoop loop;
    private final Time time;
    private final Prompts prompts;
    private final ClientWriter writer = new ClientWriter();
    private final CallerVoice voice;
    private final ModelLine line;
    private final Alarm alarm;
    private final LongAdder dropped = new LongAdder();
    private final EventGate gate;
    private Conduct conduct;

    /// What a session's line to the model is made of.
    ///
    /// @param session as the model is to be configured, asked for when it is
    record Belongings(
            OpenAiSettings.Patience patience,
            SessionOptions options,
            String callId,
            SessionLoop loop,
            Time time,
            Line.Owner owner,
            Prompts prompts,
            ClientWriter writer,
            CallerVoice voice,
            AudioFormat format,
            Supplier<ObjectNode> session) {}

    OpenAiSession(
            OpenAiSettings settings,
            SessionSettings call,
            EngineListener listener,
            SpeechOut speech,
            Connector connector,
            SessionLoop loop,
            Time time) {
        this(settings, call, listener, speech, loop, time, of -> new Line(connector, of));
    }

    /// @param making of the line; asked once
    OpenAiSession(
            OpenAiSettings settings,
            SessionSettings call,
            EngineListener listener,
            SpeechOut speech,
            SessionLoop loop,
            Time time,
            Function<Belongings, ModelLine> making) {
        this.call = call;
        gate = new EventGate(listener);
        this.speech = speech;
        this.loop = loop;
        this.time = time;
        var options = wished(settings, call);
        config =
                new SessionConfig(
                        options, SessionConfig.formatFor(call.legFormat()), call.language());
        prompts = new Prompts(call.language());
        conduct = prompts.completed(call.conduct());
        voice = new CallerVoice(config.format(), writer);
        alarm = new Alarm(loop, time, this::wake);
        line =
                making.apply(
                        new Belongings(
                                settings.patience(),
                                options,
                                call.callId(),
                                loop,
                                time,
                                this,
                                prompts,
                                writer,
                                voice,
                                config.format(),
                                () -> config.write(conduct, false)));
    }

    /// The tenant's wishes, as far as they can be fulfilled: one that is out of its range must not
    /// cost anybody a call.
    private static SessionOptions wished(OpenAiSettings settings, SessionSettings call) {
        var options = settings.options();
        for (var wish : call.options().entrySet()) {
            try {
                var wished = options.with(Map.of(wish.getKey(), wish.getValue()));
                requireFit(wished.model(), settings);
                options = wished;
            } catch (IllegalArgumentException e) {
                log.atWarn()
                        .addKeyValue("call", call.callId())
                        .addKeyValue("wish", wish.getKey())
                        .addKeyValue("problem", e.getMessage())
                        .log("a wish cannot be fulfilled");
            }
        }
        return options;
    }

    /// Azure's names are deployments, of which nothing is known.
    private static void requireFit(String model, OpenAiSettings settings) {
        var unfit =
                settings.auth() == OpenAiSettings.Auth.API_KEY
                                || model.equals(settings.options().model())
                        ? Optional.<Models.Unfit>empty()
                        : Models.unfit(model);
        if (unfit.isPresent()) {
            throw new IllegalArgumentException(model + ": " + unfit.get().why());
        }
    }

    ModelLine line() {
        return line;
    }

    void start() {
        tell(_ -> line.open(config.rules(conduct), call.history()));
    }

    @Override
    public AudioFormat inputFormat() {
        return config.format();
    }

    @Override
    public void hear(byte[] audio) {
        hearEncoded(Base64.getEncoder().encode(audio), audio.length);
    }

    @Override
    public boolean hearsEncoded() {
        return true;
    }

    @Override
    public void hearEncoded(byte[] base64, int bytes) {
        if (loop.isCurrent()) {
            take(base64, bytes);
        } else {
            loop.execute(() -> take(base64, bytes));
        }
    }

    private void take(byte[] base64, int bytes) {
        if (!gate.isClosed()) {
            guarded(
                    () -> {
                        voice.take(base64, bytes);
                        if (conduct.turnTaking().detects()) {
                            line.listen(base64, bytes);
                        }
                        line.pump();
                    });
        }
    }

    @Override
    public void greet() {
        tell(
                ledger -> {
                    if (call.greeting().isBlank()) {
                        post(new EngineEvent.ReplyFinished());
                    } else {
                        var words = prompts.greet(call.greeting());
                        line.whenHeard(() -> greet(words));
                    }
                });
    }

    private void greet(String instructions) {
        line.ledger().greet(instructions, time.nanoTime());
        moved();
    }

    @Override
    public void toolFinished(String toolCallId, String output) {
        tell(ledger -> ledger.toolFinished(toolCallId, output, time.nanoTime()));
    }

    @Override
    public void interrupted(long utterance, Duration heard) {
        tell(
                ledger -> {
                    ledger.interrupted(utterance, heard, time.nanoTime());
                    line.stopped(utterance);
                });
    }

    @Override
    public void switchboardSaid(String text) {
        tell(ledger -> ledger.add(new HistoryEntry.SwitchboardSaid(text), time.nanoTime()));
    }

    @Override
    public void ask(Ask ask) {
        tell(ledger -> asked(ask, ledger, time.nanoTime()));
    }

    private void asked(Ask ask, Ledger ledger, long now) {
        switch (ask) {
            case Ask.Configure(var other) -> {
                conduct = prompts.completed(other);
                line.configure(config.rules(conduct));
            }
            case Ask.Add(var entry) -> ledger.add(entry, now);
            case Ask.Respond(var instructions) -> ledger.respond(instructions, now);
            case Ask.Cancel() -> ledger.cancel(now);
            case Ask.EndTurn() -> ledger.endTurn(now);
            case Ask.ClearTurn() -> ledger.clearTurn();
            case Ask.Heard(var utterance, var heard) -> ledger.interrupted(utterance, heard, now);
        }
    }

    @Override
    public long droppedFrames() {
        return dropped.sum();
    }

    @Override
    public void close() {
        gate.close();
        loop.execute(this::hangUp);
    }

    private void hangUp() {
        alarm.cancel();
        line.close();
    }

    private void tell(Consumer<Ledger> what) {
        loop.execute(
                () -> {
                    if (!gate.isClosed()) {
                        guarded(() -> what.accept(line.ledger()));
                        moved();
                    }
                });
    }

    /// A bug ends this call and no other.
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException bug) {
            line.broken(bug);
        }
    }

    private void wake(long now) {
        if (!gate.isClosed()) {
            guarded(() -> line.wake(now));
            moved();
        }
    }

    @Override
    public void moved() {
        if (!gate.isClosed()) {
            alarm.at(line.nextDeadline(time.nanoTime()));
        }
    }

    @Override
    public String configuration(boolean spoken) {
        return writer.sessionUpdate("session", config.write(conduct, spoken));
    }

    @Override
    public Duration endpointSilence() {
        return config.silence(conduct);
    }

    @Override
    public long beginUtterance() {
        return speech.begin(config.format());
    }

    @Override
    public void endUtterance(long utterance) {
        speech.end(utterance);
    }

    @Override
    public void speak(long utterance, byte[] audio) {
        speech.offer(utterance, audio);
    }

    @Override
    public void sounds(long utterance) {
        speech.sounds(utterance);
    }

    @Override
    public long nanos(int bytes) {
        return config.format().duration(bytes).toNanos();
    }

    @Override
    public void dropped(long frames) {
        dropped.add(frames);
    }

    @Override
    public void fail(EngineFailure failure) {
        log.atWarn()
                .addKeyValue("call", call.callId())
                .addKeyValue("failure", failure.getClass().getSimpleName())
                .setCause(failure instanceof EngineFailure.Broken(_, var bug) ? bug : null)
                .log("engine failed");
        try {
            gate.lastWord(new EngineEvent.Failed(failure)); // nothing follows a failure
        } finally {
            hangUp();
        }
    }

    @Override
    public void post(EngineEvent event) {
        gate.post(event);
    }
}
