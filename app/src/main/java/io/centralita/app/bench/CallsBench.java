package io.centralita.app.bench;

import io.centralita.app.bench.AnswerCheck.Verdict;
import io.centralita.app.bench.Question.Kind;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.demo.Callers;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// Many callers at once, each asking again and again: whether audio reaches them in time, and
/// whether the answers are still right.
public final class CallsBench {
    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("1", Kind.NETWORK),
                    new Question("2", Kind.NETWORK),
                    new Question("time", Kind.CLOCK),
                    new Question("3", Kind.NETWORK),
                    new Question("4", Kind.NETWORK),
                    new Question("5", Kind.NETWORK));

    private static final Duration GREETING_SILENCE = Duration.ofMillis(700);

    /// Longer than the switchboard's pauses between a filler and an answer.
    private static final Duration REPLY_SILENCE = Duration.ofMillis(2_500);

    private static final Duration LONGEST_REPLY = Duration.ofMinutes(2);
    private static final Duration SHORTEST_EXCHANGE = Duration.ofSeconds(4);

    /// Callers do not all dial at the same moment.
    private static final Duration STAGGER = Duration.ofMillis(137);

    private static final double LATEST_MS = 60;

    private final Settings settings;
    private final Messages language;
    private final int callers;
    private final Duration length;
    private final Consumer<String> progress;

    /// @param language of callers and switchboard
    /// @param length after which a caller hangs up as soon as he has heard an answer out
    /// @param progress takes a line now and then
    public CallsBench(
            Settings settings,
            Messages language,
            int callers,
            Duration length,
            Consumer<String> progress) {
        this.settings = settings;
        this.language = language;
        this.callers = callers;
        this.length = length;
        this.progress = progress;
    }

    /// A call under way.
    private record Placed(
            List<Question> questions, Listened heard, CompletableFuture<CallResult> call) {}

    public Result run()
            throws StartFailure,
                    InterruptedException,
                    SynthesisException,
                    ExecutionException,
                    IOException {
        var clock = new PacedHistogram();
        var callersClock = new PacedHistogram();
        var voice = Voice.of(settings.calls().language());
        try (var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
                var bench = BenchServer.start(settings, callers, clock);
                var phones = new Callers(callersClock)) {
            var caller = Caller.of(QUESTIONS, language, synthesiser, voice);
            var before = Load.now();
            var placed = place(phones, bench, caller);
            for (var call : placed) {
                call.call().get();
            }
            var after = Load.now();
            var heapMb = Load.heapMb();
            progress.accept("%d calls, now judging".formatted(placed.size()));
            var found = judge(bench, placed, caller, synthesiser);
            var rows = new ArrayList<Row>();
            rows.add(new Row("calls at once", String.valueOf(callers)));
            rows.add(
                    new Row(
                            "from the first call to the end of the last",
                            "%.0f s".formatted((after.atNanos() - before.atNanos()) / 1e9)));
            rows.addAll(found.rows());
            rows.add(row("pacing clock of the server, worst tick", clock.worstMs()));
            rows.add(row("pacing clock of the server, p99", clock.percentileMs(99)));
            rows.add(row("clock of the callers, worst tick", callersClock.worstMs()));
            rows.add(
                    new Row(
                            "processor, 100 % is one core",
                            "%.0f %%".formatted(after.cpuPercentSince(before))));
            rows.add(new Row("Java heap in use at the end", heapMb + " MB"));
            rows.add(new Row("most memory of the process", Load.peakMb() + " MB"));
            return result(rows, found.good());
        }
    }

    private Result result(List<Row> rows, boolean good) {
        return new Result(
                "Calls",
                "./centralita bench calls --calls %d --seconds %d --markdown"
                        .formatted(callers, length.toSeconds()),
                "Simultaneous calls to the real server over the Twilio protocol, offline engine and"
                        + " demonstration network, callers in the same process (processor and"
                        + " memory include them). An answer is right when it says what the"
                        + " demonstration network or the clock, asked independently for the same"
                        + " seconds, say, when it was not interrupted, and when the caller’s"
                        + " recording holds as much audible speech as the answer takes (within"
                        + " 8 %). A frame’s lateness is how long the caller’s playout buffer had"
                        + " been dry, inside a turn, when the frame arrived.",
                rows,
                good);
    }

    private List<Placed> place(Callers phones, BenchServer bench, Caller caller)
            throws InterruptedException {
        var placed = new ArrayList<Placed>();
        for (var i = 0; i < callers; i++) {
            var questions = questions(i);
            var heard = new Listened();
            var line =
                    new Callers.Line(
                            bench.server().url(),
                            "+3460%07d".formatted(i),
                            "+34900000000",
                            Optional.empty());
            placed.add(
                    new Placed(
                            questions, heard, phones.call(line, script(questions, caller), heard)));
            Thread.sleep(STAGGER);
        }
        return placed;
    }

    /// Every caller begins with another question.
    private List<Question> questions(int first) {
        var most = length.dividedBy(SHORTEST_EXCHANGE) + 1;
        var questions = new ArrayList<Question>();
        for (var i = 0; i < most; i++) {
            questions.add(QUESTIONS.get((first + i) % QUESTIONS.size()));
        }
        return questions;
    }

    private CallerScript script(List<Question> questions, Caller caller) {
        var script = CallerScript.builder().awaitReply(GREETING_SILENCE);
        for (var question : questions) {
            script.say(caller.say(question))
                    .awaitReply(REPLY_SILENCE, LONGEST_REPLY)
                    .hangUpAfter(length);
        }
        return script.hangUp().build();
    }

    /// @param good whether everything is as it should be
    private record Found(List<Row> rows, boolean good) {}

    private Found judge(
            BenchServer bench, List<Placed> placed, Caller caller, SpeechSynthesiser synthesiser)
            throws InterruptedException, SynthesisException, ExecutionException {
        var verdicts = new EnumMap<Verdict, Integer>(Verdict.class);
        var punctuality = new Punctuality();
        var asked = 0;
        var orderly = 0;
        var holes = 0L;
        var calls = settings.calls();
        try (var oracle = new Oracle(calls.language(), settings.network().toolTimeout())) {
            var check =
                    new AnswerCheck(
                            oracle, synthesiser, Voice.of(calls.language()), caller.texts());
            for (var one : placed) {
                var call = one.call().get();
                var report = bench.server().records().find(call.callSid()).orElseThrow();
                punctuality.add(call.delivery(), report.turns());
                holes += report.audio().late();
                if (call.ending().by() == CallResult.By.CALLER && call.problems().isEmpty()) {
                    orderly++;
                }
                var questions = one.heard().asked();
                for (var i = 0; i < questions.size(); i++) {
                    asked++;
                    var verdict =
                            check.check(
                                    one.questions().get(i),
                                    questions.get(i),
                                    one.heard(),
                                    call,
                                    report);
                    verdicts.merge(verdict, 1, Integer::sum);
                }
            }
        }
        var right = verdicts.getOrDefault(Verdict.RIGHT, 0);
        var good =
                orderly == callers
                        && asked >= callers
                        && right == asked
                        && punctuality.worstMs() <= LATEST_MS;
        return new Found(rows(verdicts, asked, orderly, holes, punctuality), good);
    }

    private List<Row> rows(
            Map<Verdict, Integer> verdicts,
            int asked,
            int orderly,
            long holes,
            Punctuality punctuality) {
        var right = verdicts.getOrDefault(Verdict.RIGHT, 0);
        return List.of(
                new Row("calls without a fault, ended by the caller", orderly + "/" + callers),
                new Row("questions answered rightly and heard", right + "/" + asked),
                new Row("of the others: no answer", count(verdicts, Verdict.NO_ANSWER)),
                new Row("another answer", count(verdicts, Verdict.OTHER_ANSWER)),
                new Row("interrupted", count(verdicts, Verdict.INTERRUPTED)),
                new Row("in the transcript, not heard whole", count(verdicts, Verdict.NOT_HEARD)),
                new Row("frames received by the callers", String.valueOf(punctuality.messages())),
                row("frame lateness at the caller, worst", punctuality.worstMs()),
                row("frame lateness at the caller, p99", punctuality.percentileMs(99)),
                row("frame lateness at the caller, p99.9", punctuality.percentileMs(99.9)),
                new Row(
                        "playout buffers ran dry inside a turn",
                        "%d times, %.1f ms in all"
                                .formatted(punctuality.drySpells(), punctuality.dryMs())),
                new Row("frames the server itself counts as late", String.valueOf(holes)));
    }

    private static String count(Map<Verdict, Integer> verdicts, Verdict verdict) {
        return String.valueOf(verdicts.getOrDefault(verdict, 0));
    }

    private static Row row(String what, double ms) {
        return new Row(what, "%.1f ms".formatted(ms));
    }
}
