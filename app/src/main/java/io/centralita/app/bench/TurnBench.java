package io.centralita.app.bench;

import io.centralita.app.bench.Result.Row;
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
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// How long a caller waits for an answer: from the end of the question to the first audio of the
/// answer, both as heard at the caller's end of the line, one call at a time.
public final class TurnBench {
    private static final int CALLS = 10;
    private static final int QUESTIONS_PER_CALL = 4;
    private static final Duration GREETING_SILENCE = Duration.ofMillis(700);
    private static final Duration REPLY_SILENCE = Duration.ofMillis(1_200);
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(30);

    private final Settings settings;
    private final Messages questions;
    private final Consumer<String> progress;

    /// @param questions in the callers' language
    /// @param progress takes a line per call
    public TurnBench(Settings settings, Messages questions, Consumer<String> progress) {
        this.settings = settings;
        this.questions = questions;
        this.progress = progress;
    }

    public Result run()
            throws StartFailure, InterruptedException, SynthesisException, ExecutionException {
        var waits = new ArrayList<Long>();
        var asked = 0;
        try (var server = Server.start(settings.alone(), ServerWatcher.NOBODY);
                var callers = new Callers(ChannelMetrics.NONE)) {
            var script = script();
            for (var call = 0; call < CALLS; call++) {
                var line = new Callers.Line(server.url(), "", "", Optional.empty());
                var ends = new CopyOnWriteArrayList<Long>();
                var result =
                        callers.call(
                                        line,
                                        script,
                                        event -> {
                                            if (event instanceof CallerEvent.CallerSilent(var at)) {
                                                ends.add(at);
                                            }
                                        })
                                .get();
                var report = server.records().find(result.callSid()).orElseThrow();
                var found = waits(result, ends, report);
                waits.addAll(found);
                asked += ends.size();
                progress.accept("%d/%d: %s ms".formatted(call + 1, CALLS, found));
            }
        }
        return result(asked, waits);
    }

    private Result result(int asked, List<Long> waits) {
        var silence = settings.calls().endpointSilence().toMillis();
        var mouthToEar = Figures.of(waits);
        var own = Figures.of(waits.stream().map(wait -> wait - silence).toList());
        return new Result(
                "Turn",
                "./centralita bench turn --markdown",
                "From the end of the caller’s question to the first audio of the answer, both taken"
                        + " from the audio at the caller’s end of the line (20 ms steps), the"
                        + " tool’s own time taken off. Offline engine, real server and"
                        + " Twilio-protocol caller in one process, one call at a time.",
                List.of(
                        new Row("questions asked", String.valueOf(asked)),
                        new Row("answers measured", String.valueOf(mouthToEar.count())),
                        new Row("end of speech → answer, median", ms(mouthToEar.percentile(50))),
                        new Row("end of speech → answer, p95", ms(mouthToEar.percentile(95))),
                        new Row("of it silence that ends the turn (setting)", ms(silence)),
                        new Row("end of turn → answer, median", ms(own.percentile(50))),
                        new Row("end of turn → answer, p95", ms(own.percentile(95)))),
                mouthToEar.count() >= 30 && own.percentile(50) < 400);
    }

    /// One wait for each question that was answered by exactly one tool call without a filler.
    private static List<Long> waits(CallResult call, List<Long> ends, CallReport report) {
        var waits = new ArrayList<Long>();
        for (var i = 0; i < ends.size(); i++) {
            var end = ends.get(i);
            var until = i + 1 < ends.size() ? ends.get(i + 1) : Long.MAX_VALUE;
            var heard =
                    call.heard().stream()
                            .filter(span -> span.fromMs() >= end && span.fromMs() < until)
                            .findFirst();
            var switchboardSpoke =
                    report.turns().stream()
                            .anyMatch(
                                    turn ->
                                            turn.who() == CallReport.Who.SWITCHBOARD
                                                    && turn.startMs() >= end
                                                    && turn.startMs() < until);
            if (heard.isPresent() && !switchboardSpoke && report.tools().size() == ends.size()) {
                waits.add(heard.get().fromMs() - end - report.tools().get(i).ms());
            }
        }
        return waits;
    }

    private CallerScript script() throws SynthesisException, InterruptedException {
        var script = CallerScript.builder().awaitReply(GREETING_SILENCE);
        try (var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            for (var i = 1; i <= QUESTIONS_PER_CALL; i++) {
                var question = questions.text("bench.question." + i);
                var speech =
                        Speech.of(synthesiser, question, Voice.of(settings.calls().language()))
                                .at(CallRecording.SAMPLE_RATE_HZ);
                script.say(Speech.withoutSilentEnd(speech).samples())
                        .awaitReply(REPLY_SILENCE, LONGEST_REPLY);
            }
        }
        return script.hangUp().build();
    }

    private static String ms(long figure) {
        return figure + " ms";
    }
}
