package io.centralita.app.bench;

import io.centralita.app.bench.Question.Kind;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.bench.Turns.Outcome;
import io.centralita.app.demo.Callers;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// How long a caller waits for an answer: from the end of the question to the first audio of the
/// answer, both as heard at the caller's end of the line, one call at a time.
public final class TurnBench {
    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("hello", Kind.SMALL_TALK),
                    new Question("time", Kind.CLOCK),
                    new Question("3", Kind.NETWORK),
                    new Question("morning", Kind.SMALL_TALK),
                    new Question("time", Kind.CLOCK),
                    new Question("1", Kind.NETWORK),
                    new Question("help", Kind.SMALL_TALK),
                    new Question("time", Kind.CLOCK));

    /// Six questions of a call are answered without the answering service.
    private static final int CALLS = 6;

    private static final int LEAST_TURNS = 30;
    private static final int GOOD_MEDIAN_MS = 400;
    private static final Duration GREETING_SILENCE = Duration.ofMillis(700);

    /// Longer than the switchboard's pauses between a filler and an answer.
    private static final Duration REPLY_SILENCE = Duration.ofMillis(2_500);

    private static final Duration LONGEST_REPLY = Duration.ofMinutes(2);

    private final Settings settings;
    private final Messages language;
    private final Consumer<String> progress;
    private final Recognitions recognitions = new Recognitions();

    /// @param language of caller and switchboard
    /// @param progress takes a line per call
    public TurnBench(Settings settings, Messages language, Consumer<String> progress) {
        this.settings = settings;
        this.language = language;
        this.progress = progress;
    }

    public Result run()
            throws StartFailure,
                    InterruptedException,
                    SynthesisException,
                    ExecutionException,
                    IOException {
        var outcomes = new ArrayList<Outcome>();
        var voice = Voice.of(settings.calls().language());
        try (var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
                var bench = BenchServer.start(settings, 1, recognitions);
                var callers = new Callers(ChannelMetrics.NONE)) {
            var script = script(Caller.of(QUESTIONS, language, synthesiser, voice));
            for (var call = 1; call <= CALLS; call++) {
                var found = call(callers, bench, script);
                outcomes.addAll(found);
                progress.accept(
                        "%d/%d: %s ms"
                                .formatted(
                                        call,
                                        CALLS,
                                        answered(found).stream()
                                                .map(Outcome.Answered::waitMs)
                                                .toList()));
            }
        }
        return result(outcomes);
    }

    private List<Outcome> call(Callers callers, BenchServer bench, CallerScript script)
            throws InterruptedException, ExecutionException {
        var heard = new Listened();
        var line = new Callers.Line(bench.server().url(), "", "", Optional.empty());
        var call = callers.call(line, script, heard).get();
        var report = bench.server().records().find(call.callSid()).orElseThrow();
        return Turns.of(QUESTIONS, heard.asked(), call, report);
    }

    private static CallerScript script(Caller caller) {
        var script = CallerScript.builder().awaitReply(GREETING_SILENCE);
        for (var question : QUESTIONS) {
            script.say(caller.say(question)).awaitReply(REPLY_SILENCE, LONGEST_REPLY);
        }
        return script.hangUp().build();
    }

    private static List<Outcome.Answered> answered(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Answered.class::isInstance)
                .map(Outcome.Answered.class::cast)
                .toList();
    }

    private Result result(List<Outcome> outcomes) {
        var silence = settings.calls().endpointSilence().toMillis();
        var answered = answered(outcomes);
        var bridged = outcomes.stream().filter(Outcome.Bridged.class::isInstance).count();
        var missed = outcomes.size() - answered.size() - bridged;
        var waits = Figures.of(answered.stream().map(Outcome.Answered::waitMs).toList());
        var own = Figures.of(answered.stream().map(turn -> turn.waitMs() - silence).toList());
        var parts = answered.stream().flatMap(turn -> parts(turn, silence).stream()).toList();
        var recognition = Figures.of(parts.stream().map(Parts::recognitionMs).toList());
        var waiting = Figures.of(parts.stream().map(Parts::waitedForItMs).toList());
        var rest = Figures.of(parts.stream().map(Parts::restMs).toList());
        var rows = new ArrayList<Row>();
        rows.add(new Row("questions asked", String.valueOf(outcomes.size())));
        rows.add(new Row("turns measured", String.valueOf(waits.count())));
        rows.add(new Row("bridged by a filler (slow tool), not measured", "" + bridged));
        rows.add(new Row("not answered, or by another tool", "" + missed));
        rows.add(row("end of speech → answer, with the silence", waits));
        rows.add(new Row("silence that ends a turn (setting)", silence + " ms"));
        rows.add(row("end of speech → answer, without the silence", own));
        rows.add(row("recognition, asked for → text", recognition));
        rows.add(row("recognition still under way after the silence", waiting));
        rows.add(row("the rest: mind, voice, line", rest));
        return new Result(
                "Turn",
                "./centralita bench turn --markdown",
                "From the end of the caller’s question to the first audio of the answer, both taken"
                        + " from the audio at the caller’s end of the line in steps of 20 ms, the"
                        + " tool’s own time taken off; median and p95. Questions after the time, greetings,"
                        + " help, and network questions that were answered without a filler. Nothing"
                        + " else is left out. Recognition begins while the silence is still being"
                        + " waited for. Offline engine, real server and Twilio-protocol caller in"
                        + " one process, one call at a time.",
                rows,
                missed == 0 && waits.count() >= LEAST_TURNS && own.percentile(50) < GOOD_MEDIAN_MS);
    }

    /// Where the time of a turn went.
    ///
    /// @param recognitionMs from being asked to its text
    /// @param waitedForItMs the part of it after the silence that ends a turn
    /// @param restMs after that, without the tool's time
    private record Parts(long recognitionMs, long waitedForItMs, long restMs) {}

    private Optional<Parts> parts(Outcome.Answered turn, long silenceMs) {
        var end = turn.asked().endNanos();
        var overNanos = end + silenceMs * 1_000_000;
        var firstAudioNanos = end + (turn.waitMs() + turn.toolMs()) * 1_000_000;
        return recognitions
                .last(end, firstAudioNanos)
                .map(
                        span -> {
                            var waited = Math.max(0, span.givenNanos() - overNanos) / 1_000_000;
                            return new Parts(
                                    (span.givenNanos() - span.askedNanos()) / 1_000_000,
                                    waited,
                                    turn.waitMs() - silenceMs - waited);
                        });
    }

    private static Row row(String what, Figures figures) {
        return new Row(
                what, "%d / %d ms".formatted(figures.percentile(50), figures.percentile(95)));
    }
}
