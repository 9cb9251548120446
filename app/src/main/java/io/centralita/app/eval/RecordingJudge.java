package io.centralita.app.eval;

import io.centralita.app.demo.AnswerJudge;
import io.centralita.app.demo.AnswerJudge.Verdict;
import io.centralita.app.demo.Speech;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Says by the recording alone whether sentences were heard. Knows the assistant's voice.
final class RecordingJudge {
    /// How much longer one take of a sentence may be than another.
    private static final long ROOM_MS = 300;

    private static final Pattern CLAUSE_END = Pattern.compile("(?<=[;:])\\s+");

    private final AnswerJudge judge;
    private final SpeechSynthesiser synthesiser;
    private final Voice voice;

    RecordingJudge(SpeechSynthesiser synthesiser, Voice voice) {
        this.judge = new AnswerJudge(synthesiser, voice);
        this.synthesiser = synthesiser;
        this.voice = voice;
    }

    /// The wording that is heard in time, or else the one that is heard too late, or else the one
    /// that is most alike.
    Verdict find(Recording recording, List<String> wordings, Window window)
            throws SynthesisException, InterruptedException {
        var from = Duration.ofMillis(window.fromMs());
        var anywhere = judge(recording, wordings, from);
        if (!anywhere.heard() || anywhere.start().toMillis() <= window.latestMs()) {
            return anywhere;
        }
        var inTime = judge(upTo(recording, latestEnd(wordings, window)), wordings, from);
        return inTime.heard() && inTime.start().toMillis() <= window.latestMs() ? inTime : anywhere;
    }

    private Verdict judge(Recording recording, List<String> wordings, Duration from)
            throws SynthesisException, InterruptedException {
        var whole = judge.judge(recording, wordings, from);
        for (var wording : wordings) {
            if (!whole.heard() && CLAUSE_END.matcher(wording).find()) {
                var pieces = inPieces(recording, wording, from);
                if (pieces.heard()) {
                    return pieces;
                }
            }
        }
        return whole;
    }

    /// Takes of a long sentence drift apart. The synthesiser speaks it clause by clause, so these
    /// can be looked for one after the other.
    private Verdict inPieces(Recording recording, String wording, Duration from)
            throws SynthesisException, InterruptedException {
        var least = 1.0;
        var start = from;
        var at = from;
        for (var clause : CLAUSE_END.splitAsStream(wording.strip()).toList()) {
            var piece = judge.judge(recording, List.of(clause), at);
            least = Math.min(least, piece.score());
            if (!piece.heard()) {
                return new Verdict(false, least, start, at);
            }
            start = at.equals(from) ? piece.start() : start;
            at = piece.end();
        }
        return new Verdict(true, least, start, at);
    }

    private long latestEnd(List<String> wordings, Window window)
            throws SynthesisException, InterruptedException {
        var longest = 0L;
        for (var wording : wordings) {
            var spoken = Speech.of(synthesiser, wording, voice).duration().toMillis();
            longest = Math.max(longest, spoken);
        }
        return window.latestMs() + longest + ROOM_MS;
    }

    private static Recording upTo(Recording recording, long ms) {
        var samples = ms * recording.sampleRateHz() / 1_000;
        return new Recording(
                recording.sampleRateHz(),
                Arrays.copyOf(
                        recording.samples(), (int) Math.min(samples, recording.samples().length)));
    }
}
