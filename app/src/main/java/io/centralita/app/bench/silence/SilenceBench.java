package io.centralita.app.bench.silence;

import io.centralita.app.bench.Result;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.Speech;
import io.centralita.app.server.StartFailure;
import io.centralita.app.text.Messages;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult.Span;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.fake.model.server.Pace;
import io.centralita.fake.model.server.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a caller of the real server hears when the model, or what it looks things up in, fails: one
/// call after the other, each with a server of its own.
public final class SilenceBench {
    public static final int ALL_CELLS = Trial.ALL.size();

    private static final Locale SPANISH = Locale.of("es");
    private static final String GREETING = "Hola, soy la centralita.";
    private static final Duration GREETING_SILENCE = Duration.ofMillis(700);

    /// Longer than the switchboard may be silent.
    private static final Duration REPLY_SILENCE = Duration.ofSeconds(4);

    private static final Duration LONGEST_REPLY = Duration.ofSeconds(60);
    private static final Duration TRANSCRIBING = Duration.ofMillis(200);
    private static final Duration THINKING = Duration.ofMillis(300);

    /// Slow enough to be lost in the middle of what it says.
    private static final Pace PACE = new Pace(1.5);

    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);

    private final int cells;
    private final Consumer<String> progress;
    private final String question = Messages.in(SPANISH).text("bench.question.1");

    /// @param cells how many, spread over all there are
    /// @param progress takes a line a cell
    public SilenceBench(int cells, Consumer<String> progress) {
        this.cells = cells;
        this.progress = progress;
    }

    public Result run()
            throws StartFailure,
                    InterruptedException,
                    SynthesisException,
                    ExecutionException,
                    IOException {
        var rows = new ArrayList<Row>();
        var good = true;
        var vertx = Vertx.vertx();
        try (var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
                var callers = new Callers(ChannelMetrics.NONE)) {
            var spoken =
                    Speech.withoutSilentEnd(Speech.of(synthesiser, question, Voice.of(SPANISH)))
                            .at(CallRecording.SAMPLE_RATE_HZ)
                            .samples();
            var sample = Trial.sample(cells);
            for (var trial : sample) {
                var verdict = run(trial, vertx, callers, spoken);
                good &= verdict.problems().isEmpty();
                rows.add(row(trial, verdict));
                progress.accept(
                        "%d/%d %s, %s: %d ms %s"
                                .formatted(
                                        rows.size(),
                                        sample.size(),
                                        trial.words(),
                                        trial.engine(),
                                        verdict.deadAirMs(),
                                        verdict.problems()));
            }
        } finally {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }
        return new Result(
                "In real time",
                "./centralita bench silence --cells %d --markdown".formatted(cells),
                "Real server over the Twilio protocol, real time; the model is the fake Realtime"
                        + " service, the answering service a fake that fails; the embedded engine"
                        + " takes over where the engine is a ladder. Dead air and first audio are"
                        + " taken from the caller’s recording.",
                List.of("engine", "dead air", "first audio", "ended by", "verdict"),
                rows,
                good);
    }

    private static Row row(Trial trial, TrialVerdict verdict) {
        return new Row(
                trial.words(),
                List.of(
                        trial.engine(),
                        verdict.deadAirMs() + " ms",
                        verdict.firstAudioMs() + " ms",
                        verdict.ended(),
                        verdict.problems().isEmpty()
                                ? "good"
                                : String.join("; ", verdict.problems())));
    }

    private TrialVerdict run(Trial trial, Vertx vertx, Callers callers, short[] spoken)
            throws StartFailure, InterruptedException, ExecutionException, IOException {
        try (var house =
                TrialHouse.open(
                        vertx, trial.engine(), service(trial), trial.answering().open(vertx), 2)) {
            var line =
                    new Callers.Line(
                            house.server().url(), "+34600000001", "+34900000001", Optional.empty());
            var mouth = new Mouth();
            var call = callers.call(line, script(trial, spoken), mouth).get();
            var report = house.report(call.callSid(), REPORT_PATIENCE).orElseThrow();
            return TrialVerdict.of(call, report, mouth.said(), trial.mayApologise());
        }
    }

    private Settings service(Trial trial) {
        return Settings.DEFAULT
                .withBrain(new TrialBrain(GREETING, question))
                .withPace(PACE)
                .withResponseDelay(THINKING)
                .withTranscriber(_ -> question, TRANSCRIBING)
                .withPlan(trial.plan());
    }

    private static CallerScript script(Trial trial, short[] spoken) {
        var script = CallerScript.builder().awaitReply(GREETING_SILENCE, LONGEST_REPLY).say(spoken);
        if (trial.interrupts()) {
            script.awaitReply(GREETING_SILENCE, LONGEST_REPLY)
                    .bargeIn(Duration.ofSeconds(1), spoken);
        }
        return script.awaitReply(REPLY_SILENCE, LONGEST_REPLY).hangUp().build();
    }

    /// When the caller spoke. Filled on his event loop.
    private static final class Mouth implements CallerListener {
        private final List<Span> said = new ArrayList<>();

        @Override
        public synchronized void on(CallerEvent event) {
            if (event instanceof CallerEvent.CallerSpeaks(var at, var length)) {
                said.add(new Span(at, at + length));
            }
        }

        synchronized List<Span> said() {
            return List.copyOf(said);
        }
    }
}
