package io.centralita.app.bench;

import io.centralita.app.bench.Listened.Asked;
import io.centralita.app.demo.Speech;
import io.centralita.call.record.CallReport;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Levels;
import java.util.List;
import java.util.Map;

/// Whether a question was answered rightly, aloud and to the end. Belongs to one thread.
final class AnswerCheck {
    /// What became of one question.
    enum Verdict {
        RIGHT,
        /// Said by the transcript, but not in the caller's recording.
        NOT_HEARD,
        INTERRUPTED,
        OTHER_ANSWER,
        NO_ANSWER
    }

    /// Far below speech, above the noise of μ-law.
    private static final double AUDIBLE_DBFS = -45;

    private static final int SLOT_MS = 20;
    private static final int SLOT = SLOT_MS * CallRecording.SAMPLE_RATE_HZ / 1_000;

    /// Of the answer's length; a missing word is more.
    private static final double TOLERANCE = 0.08;

    /// The switchboard's times and the caller's differ by the way of the audio between them.
    private static final long BEFORE_MS = 60;

    private static final long AFTER_MS = 1_000;

    private final Oracle oracle;
    private final SpeechSynthesiser synthesiser;
    private final Voice voice;
    private final Map<Question, String> texts;

    /// @param voice of the assistant
    /// @param texts of the questions
    AnswerCheck(
            Oracle oracle,
            SpeechSynthesiser synthesiser,
            Voice voice,
            Map<Question, String> texts) {
        this.oracle = oracle;
        this.synthesiser = synthesiser;
        this.voice = voice;
        this.texts = texts;
    }

    Verdict check(
            Question question, Asked asked, Listened caller, CallResult call, CallReport report)
            throws InterruptedException, SynthesisException {
        var answers = answers(asked, report);
        if (answers.isEmpty()) {
            return Verdict.NO_ANSWER;
        }
        for (var answer : answers) {
            var expected =
                    oracle.answer(
                            question,
                            texts.getOrDefault(question, ""),
                            caller.instant(asked.endMs()),
                            caller.instant(answer.startMs()));
            if (expected.allows(answer.text())) {
                if (answer.interrupted()) {
                    return Verdict.INTERRUPTED;
                }
                return isHeard(asked, call, answer) ? Verdict.RIGHT : Verdict.NOT_HEARD;
            }
        }
        return Verdict.OTHER_ANSWER;
    }

    /// What the assistant said between this question and the next.
    static List<CallReport.Turn> answers(Asked asked, CallReport report) {
        return report.turns().stream()
                .filter(turn -> turn.who() == CallReport.Who.ASSISTANT)
                .filter(turn -> turn.startMs() >= asked.endMs())
                .filter(turn -> turn.startMs() < asked.untilMs())
                .toList();
    }

    /// As much audible speech as the answer takes, from where the answer began up to the next
    /// question. Holes add silence, not speech, so that they do not matter here.
    private boolean isHeard(Asked asked, CallResult call, CallReport.Turn answer)
            throws SynthesisException, InterruptedException {
        var spoken = Speech.of(synthesiser, answer.text(), voice).at(CallRecording.SAMPLE_RATE_HZ);
        var expectedMs = audibleMs(spoken.samples(), 0, spoken.samples().length);
        var heard = call.recording().assistant();
        var untilMs = Math.min(asked.untilMs(), answer.endMs() + AFTER_MS);
        var heardMs = audibleMs(heard, samples(answer.startMs() - BEFORE_MS), samples(untilMs));
        return expectedMs > 0 && Math.abs(heardMs - expectedMs) <= TOLERANCE * expectedMs;
    }

    private static long audibleMs(short[] pcm, int from, int to) {
        var audible = 0L;
        for (var at = Math.max(0, from); at + SLOT <= Math.min(to, pcm.length); at += SLOT) {
            if (Levels.rmsDbfs(pcm, at, SLOT) >= AUDIBLE_DBFS) {
                audible += SLOT_MS;
            }
        }
        return audible;
    }

    private static int samples(long ms) {
        return Math.toIntExact(ms * CallRecording.SAMPLE_RATE_HZ / 1_000);
    }
}
