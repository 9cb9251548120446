package io.centralita.app.demo;

import io.centralita.app.demo.AnswerJudge.Verdict;
import io.centralita.app.server.Server;
import io.centralita.app.text.Messages;
import io.centralita.call.record.CallReport;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Recording;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.mikrotik.MikrotikReply;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// One call to a running server: asks a question aloud and judges what comes back.
public final class Demonstration {
    private static final Duration ONE_ANSWER = Duration.ofSeconds(20);
    private static final String CALLER = "+34600000146";
    private static final String DIALLED = "+34900000146";

    private final Server server;
    private final Locale language;
    private final String question;

    public Demonstration(Server server, Messages callersLanguage) {
        this.server = server;
        this.language = server.settings().calls().language();
        this.question = callersLanguage.text("demo.question");
    }

    /// @param expected what the answering service itself says to the question, before and after
    /// @param verdict on the recording
    /// @param inTranscript whether the report has the answer as a turn of the assistant
    public record Outcome(
            CallResult call, Set<String> expected, Verdict verdict, boolean inTranscript) {
        public boolean right() {
            return verdict.heard() && inTranscript;
        }
    }

    /// Blocks until the call is over.
    public Outcome run(Dialogue dialogue)
            throws SynthesisException, InterruptedException, ExecutionException {
        try (var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
                var callers = new Callers(ChannelMetrics.NONE);
                var client = new MikrotikClient(server.apiUrl())) {
            var voice = Voice.of(language);
            var speech =
                    Speech.withoutSilentEnd(Speech.of(synthesiser, question, voice))
                            .at(CallRecording.SAMPLE_RATE_HZ);
            var expected = new LinkedHashSet<String>();
            answer(client).ifPresent(expected::add);
            var line = new Callers.Line(server.url(), CALLER, DIALLED, Optional.empty());
            var script = Callers.conversation(List.of(speech.samples()));
            var call = callers.call(line, script, dialogue).get();
            answer(client).ifPresent(expected::add);
            var heard = new Recording(CallRecording.SAMPLE_RATE_HZ, call.recording().assistant());
            var verdict =
                    new AnswerJudge(synthesiser, voice).judge(heard, expected, endOfQuestion(call));
            return new Outcome(call, expected, verdict, inTranscript(call, expected));
        }
    }

    /// The facts move with time, so the service is asked beside the call.
    private Optional<String> answer(MikrotikClient client) throws InterruptedException {
        return client.query(question, ONE_ANSWER, ONE_ANSWER)
                        instanceof MikrotikReply.Answered(var text)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Duration endOfQuestion(CallResult call) {
        var said = call.recording().caller();
        var last = said.length - 1;
        while (last > 0 && said[last] == 0) {
            last--;
        }
        return Duration.ofMillis(last * 1_000L / CallRecording.SAMPLE_RATE_HZ);
    }

    private boolean inTranscript(CallResult call, Set<String> expected) {
        return server.records().find(call.callSid()).stream()
                .flatMap(report -> report.turns().stream())
                .filter(turn -> turn.who() == CallReport.Who.ASSISTANT)
                .anyMatch(turn -> expected.stream().anyMatch(turn.text()::contains));
    }
}
