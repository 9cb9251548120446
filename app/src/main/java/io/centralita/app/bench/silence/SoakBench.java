package io.centralita.app.bench.silence;

import io.centralita.app.bench.Result;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.Speech;
import io.centralita.app.server.StartFailure;
import io.centralita.app.text.Messages;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerScript.Step;
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
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Many callers for a long time, with faults at random on every side of the switchboard: whether
/// anything is left behind.
public final class SoakBench {
    private static final Locale SPANISH = Locale.of("es");
    private static final long SEED = 4_711;
    private static final Duration STAGGER = Duration.ofMillis(137);
    private static final Duration USUAL_WARMING = Duration.ofSeconds(20);

    /// How long what a call leaves behind may take to go: closing handshakes that nobody answers.
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration GREETING_SILENCE = Duration.ofMillis(700);
    private static final Duration REPLY_SILENCE = Duration.ofSeconds(3);
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(30);

    /// Connections that a plan is made for: more than ever come.
    private static final int CONNECTIONS = 50_000;

    /// Growth that is no leak: classes, compiled code, buffers of the pools.
    private static final long FREE_GROWTH_MB = 32;

    private static final int FREE_FILES = 8;

    private final int calls;
    private final Duration length;
    private final Duration warming;
    private final Consumer<String> progress;
    private final Random random = new Random(SEED);
    private final ConcurrentLinkedQueue<String> placed = new ConcurrentLinkedQueue<>();

    /// @param calls at once
    /// @param length for which callers call again and again
    /// @param progress takes a line now and then
    public SoakBench(int calls, Duration length, Consumer<String> progress) {
        this(calls, length, USUAL_WARMING, progress);
    }

    /// @param warming before what the process has is counted for the first time
    SoakBench(int calls, Duration length, Duration warming, Consumer<String> progress) {
        this.calls = calls;
        this.length = length;
        this.warming = warming;
        this.progress = progress;
    }

    public Result run()
            throws StartFailure,
                    InterruptedException,
                    SynthesisException,
                    ExecutionException,
                    IOException {
        var vertx = Vertx.vertx();
        var mixed = AnsweringFault.values();
        var answers = new Random(SEED);
        try (var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
                var phones = new Callers(ChannelMetrics.NONE);
                var house =
                        TrialHouse.open(
                                vertx,
                                Trial.LADDER,
                                service(),
                                AnsweringFault.open(
                                        vertx, () -> mixed[answers.nextInt(mixed.length)]),
                                2 * calls)) {
            var question = question();
            var spoken =
                    Speech.withoutSilentEnd(Speech.of(synthesiser, question, Voice.of(SPANISH)))
                            .at(CallRecording.SAMPLE_RATE_HZ)
                            .samples();
            call(house, phones, spoken, warming); // classes, pools, compiled code
            settle(house);
            var before = Possessions.now().without(house.model().openSessions());
            call(house, phones, spoken, length);
            settle(house);
            return result(house, before);
        } finally {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }
    }

    /// Waits until nothing is under way any more, or has been for too long.
    private static void settle(TrialHouse house) throws InterruptedException {
        long end = System.nanoTime() + SETTLING.toNanos();
        while ((house.server().liveCalls() > 0 || house.model().openSessions() > 0)
                && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
        Thread.sleep(LOOK.multipliedBy(10));
    }

    private static String question() {
        return Messages.in(SPANISH).text("bench.question.1");
    }

    private Settings service() {
        return Settings.DEFAULT
                .withBrain(new TrialBrain("Hola, soy la centralita.", question()))
                .withPace(new Pace(2))
                .withTranscriber(_ -> question(), Duration.ofMillis(200))
                .withPlan(RandomPlan.of(CONNECTIONS, random))
                .forgetting();
    }

    private void call(TrialHouse house, Callers phones, short[] spoken, Duration time)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        var lines = new ArrayList<Thread>();
        for (int number = 0; number < calls; number++) {
            var own = new Random(SEED + number);
            var line =
                    new Callers.Line(
                            house.server().url(),
                            "+3460%07d".formatted(number),
                            "+34900000000",
                            Optional.empty());
            lines.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (System.nanoTime() < end) {
                                            place(phones, line, script(spoken, own));
                                        }
                                    }));
            Thread.sleep(STAGGER);
        }
        while (System.nanoTime() < end) {
            Thread.sleep(Math.min(30_000, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
            progress.accept(
                    "%d calls so far, %d live"
                            .formatted(placed.size(), house.server().liveCalls()));
        }
        for (var line : lines) {
            line.join();
        }
    }

    private void place(Callers phones, Callers.Line line, CallerScript script) {
        var call = phones.call(line, script, CallerListener.NONE).join();
        placed.add(call.callSid());
    }

    /// Somebody who asks, and may interrupt, hang up at any moment, vanish or be cut off.
    private static CallerScript script(short[] spoken, Random random) {
        var script = CallerScript.builder();
        return switch (random.nextInt(6)) {
            case 0 -> script.pause(Duration.ofMillis(random.nextInt(8_000))).hangUp().build();
            case 1 ->
                    script.pause(Duration.ofMillis(random.nextInt(8_000)))
                            .then(new Step.DropConnection())
                            .build();
            case 2 ->
                    script.awaitReply(GREETING_SILENCE, LONGEST_REPLY)
                            .say(spoken)
                            .bargeIn(Duration.ofMillis(500), spoken)
                            .awaitReply(REPLY_SILENCE, LONGEST_REPLY)
                            .hangUp()
                            .build();
            default ->
                    script.awaitReply(GREETING_SILENCE, LONGEST_REPLY)
                            .say(spoken)
                            .awaitReply(REPLY_SILENCE, LONGEST_REPLY)
                            .say(spoken)
                            .awaitReply(REPLY_SILENCE, LONGEST_REPLY)
                            .hangUp()
                            .build();
        };
    }

    /// A model that has stopped reading never notices that it was left: such sessions are the
    /// model's, one socket each. Files are counted while it is there, since a socket of ours would
    /// close with it; memory once it is gone.
    private Result result(TrialHouse house, Possessions before)
            throws InterruptedException, IOException {
        int unreported = 0;
        for (var id : placed) {
            if (house.report(id, REPORT_PATIENCE).isEmpty()) {
                unreported++;
            }
        }
        int live = house.server().liveCalls();
        int deaf = house.model().openSessions();
        var files = Possessions.now().without(deaf).files();
        house.modelGoes();
        var after = Possessions.now();
        var good =
                live == 0
                        && unreported == 0
                        && after.callThreads() == 0
                        && files - before.files() <= FREE_FILES
                        && after.heapMb() - before.heapMb() <= FREE_GROWTH_MB;
        return new Result(
                "Faults at random",
                "./centralita bench soak --calls %d --seconds %d --markdown"
                        .formatted(calls, length.toSeconds()),
                "Callers who call again and again, hang up, interrupt and vanish at random; the"
                        + " model and the answering service fail at random (seeded). Before is after"
                        + " a while of the same, after is when all have hung up. The callers,"
                        + " the model and the answering service are in the same process; memory"
                        + " is measured when the model is gone.",
                List.of(
                        new Row("calls at once", String.valueOf(calls)),
                        new Row("calls placed", String.valueOf(placed.size())),
                        new Row("calls without a report", String.valueOf(unreported)),
                        new Row("calls left", String.valueOf(live)),
                        new Row(
                                "sessions that the model, deaf, holds to be open",
                                String.valueOf(deaf)),
                        new Row("threads of calls left", String.valueOf(after.callThreads())),
                        new Row(
                                "files and sockets without those, before and after",
                                before.files() + " / " + files),
                        new Row(
                                "Java heap in use after collection, before and after",
                                before.heapMb() + " / " + after.heapMb() + " MB")),
                good);
    }
}
