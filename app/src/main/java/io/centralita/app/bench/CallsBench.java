package io.centralita.app.bench;

import io.centralita.app.bench.Result.Row;
import io.centralita.app.demo.AnswerJudge;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.Speech;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.call.record.CallReport;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Recording;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;

/// Many callers at once, each asking again and again: whether audio still leaves in time, and
/// whether the answers are still right.
public final class CallsBench {
    private static final Duration GREETING_SILENCE = Duration.ofMillis(700);
    private static final Duration REPLY_SILENCE = Duration.ofMillis(1_500);
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(30);
    private static final Duration STAGGER = Duration.ofMillis(137);
    private static final int QUESTIONS = 5;
    private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
    private static final Duration LATEST = Duration.ofMillis(60);

    private final Settings settings;
    private final Messages questions;
    private final int callers;
    private final Consumer<String> progress;

    public CallsBench(
            Settings settings, Messages questions, int callers, Consumer<String> progress) {
        this.settings = settings;
        this.questions = questions;
        this.callers = callers;
        this.progress = progress;
    }

    public Result run()
            throws StartFailure, InterruptedException, SynthesisException, ExecutionException {
        var server = new Lateness();
        var line = new Lateness();
        try (var running = Server.start(settings.alone(), server);
                var phones = new Callers(line);
                var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            var voice = Voice.of(settings.calls().language());
            var script = script(synthesiser, voice);
            var cpuBefore = cpuNanos();
            var start = System.nanoTime();
            var calls = new ArrayList<CompletableFuture<CallResult>>();
            for (var i = 0; i < callers; i++) {
                var from = new Callers.Line(running.url(), "+346000000" + i, "", Optional.empty());
                calls.add(phones.call(from, script, CallerListener.NONE));
                Thread.sleep(STAGGER);
            }
            var results = new ArrayList<CallResult>();
            for (var call : calls) {
                results.add(call.get());
            }
            var wall = System.nanoTime() - start;
            var cpu = cpuNanos() - cpuBefore;
            progress.accept("%d calls, %d s".formatted(results.size(), wall / 1_000_000_000L));
            var judge = new AnswerJudge(synthesiser, voice);
            return result(running, results, judge, server, line, 100.0 * cpu / wall, wall);
        }
    }

    private Result result(
            Server server,
            List<CallResult> results,
            AnswerJudge judge,
            Lateness own,
            Lateness line,
            double cpuPercent,
            long wallNanos)
            throws SynthesisException, InterruptedException {
        var asked = 0;
        var answered = 0;
        var heard = 0;
        var late = 0L;
        for (var result : results) {
            var report = server.records().find(result.callSid()).orElseThrow();
            late += report.audio().late();
            asked += QUESTIONS;
            for (var turn : answers(report)) {
                answered++;
                if (isHeard(result, turn, judge)) {
                    heard++;
                }
            }
        }
        var ended = results.stream().filter(r -> r.ending().by() == CallResult.By.CALLER).count();
        var latest = own.histogram.getMaxValue() / 1e6;
        return new Result(
                "Calls",
                "./centralita bench calls --markdown",
                "Simultaneous calls to the real server over the Twilio protocol, offline engine,"
                        + " callers in the same process (their share of the processor is in the"
                        + " figure). Lateness: the pacing clock’s ticks against their due time.",
                List.of(
                        new Row("calls at once", String.valueOf(callers)),
                        new Row("length", "%d s".formatted(wallNanos / 1_000_000_000L)),
                        new Row("calls ended by the caller, in order", ended + "/" + callers),
                        new Row("questions asked", String.valueOf(asked)),
                        new Row("answers in the transcript", String.valueOf(answered)),
                        new Row("of them heard whole in the recording", String.valueOf(heard)),
                        new Row("latest frame", "%.1f ms".formatted(latest)),
                        new Row(
                                "frame lateness, p99",
                                "%.1f ms".formatted(own.histogram.getValueAtPercentile(99) / 1e6)),
                        new Row("frames counted late by calls", String.valueOf(late)),
                        new Row(
                                "latest frame of the callers’ own clock",
                                "%.1f ms".formatted(line.histogram.getMaxValue() / 1e6)),
                        new Row("processor, of one core", "%.0f %%".formatted(cpuPercent))),
                ended == callers && latest <= LATEST.toMillis() && answered > 0);
    }

    /// What the assistant said after the caller's first question.
    private static List<CallReport.Turn> answers(CallReport report) {
        return report.turns().stream()
                .dropWhile(turn -> turn.who() != CallReport.Who.CALLER)
                .filter(turn -> turn.who() == CallReport.Who.ASSISTANT && !turn.interrupted())
                .toList();
    }

    private static boolean isHeard(CallResult call, CallReport.Turn turn, AnswerJudge judge)
            throws SynthesisException, InterruptedException {
        var recording = new Recording(CallRecording.SAMPLE_RATE_HZ, call.recording().assistant());
        var from = Duration.ofMillis(Math.max(0, turn.startMs() - 1_000));
        return judge.judge(recording, List.of(turn.text()), from).heard();
    }

    private CallerScript script(EspeakSynthesiser synthesiser, Voice voice)
            throws SynthesisException, InterruptedException {
        var script = CallerScript.builder().awaitReply(GREETING_SILENCE);
        for (var i = 1; i <= QUESTIONS; i++) {
            var speech =
                    Speech.of(synthesiser, questions.text("bench.question." + i), voice)
                            .at(CallRecording.SAMPLE_RATE_HZ);
            script.say(Speech.withoutSilentEnd(speech).samples())
                    .awaitReply(REPLY_SILENCE, LONGEST_REPLY);
        }
        return script.hangUp().build();
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /// Ticks of a pacing clock, from any event loop.
    private static final class Lateness implements ServerWatcher, ChannelMetrics {
        private final ConcurrentHistogram histogram = new ConcurrentHistogram(LONGEST_NANOS, 3);

        @Override
        public void paced(long latenessNanos) {
            histogram.recordValue(Math.clamp(latenessNanos, 0, LONGEST_NANOS));
        }

        @Override
        public void paced(long latenessNanos, int members, int skipped) {
            paced(latenessNanos);
        }
    }
}
