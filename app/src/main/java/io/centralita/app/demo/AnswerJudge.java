package io.centralita.app.demo;

import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import io.centralita.media.Likeness;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;

/// Says whether a sentence was heard in a recording, by comparing it with the same sentence spoken
/// by the same voice. Sentences are looked for one by one, so that a pause between two of them does
/// not matter; a piece that differs inside one (another number) does.
public final class AnswerJudge {
    /// Two takes of a sentence are more than this alike (0.98); the same sentence with another
    /// number may be, too (up to 0.969).
    static final double ENOUGH = 0.96;

    /// But not in the quarter of a second in which the other word stands: below 0.73, against 0.79
    /// and more.
    static final double ENOUGH_EVERYWHERE = 0.76;

    /// Speech that somebody can hear.
    private static final double AUDIBLE_DBFS = -40;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");

    private final SpeechSynthesiser synthesiser;
    private final Voice voice;

    /// @param voice of who is recorded
    public AnswerJudge(SpeechSynthesiser synthesiser, Voice voice) {
        this.synthesiser = synthesiser;
        this.voice = voice;
    }

    /// What was found.
    ///
    /// @param heard whether every sentence was found, in order
    /// @param score of the least alike sentence, 0 to 1
    /// @param start of the first sentence in the recording
    /// @param end of the last one
    public record Verdict(boolean heard, double score, Duration start, Duration end) {}

    /// Looks for any of several wordings.
    ///
    /// @param from nothing before this counts
    /// @return the verdict on the wording that is most alike
    public Verdict judge(Recording recording, Collection<String> texts, Duration from)
            throws SynthesisException, InterruptedException {
        Verdict best = new Verdict(false, 0, Duration.ZERO, Duration.ZERO);
        for (var text : texts) {
            var verdict = judge(recording, text, from);
            var moreAlike = verdict.score() > best.score();
            if (verdict.heard() == best.heard() ? moreAlike : verdict.heard()) {
                best = verdict;
            }
        }
        return best;
    }

    private Verdict judge(Recording recording, String text, Duration from)
            throws SynthesisException, InterruptedException {
        var heard = true;
        var least = 1.0;
        var first = -1;
        var at = Math.min(samples(recording, from), recording.samples().length);
        for (var sentence : SENTENCE_END.splitAsStream(text.strip()).toList()) {
            var reference = onTheLine(sentence, recording.sampleRateHz());
            var rest = Arrays.copyOfRange(recording.samples(), at, recording.samples().length);
            if (rest.length < reference.length) {
                return new Verdict(false, 0, Duration.ZERO, Duration.ZERO);
            }
            var match = Likeness.find(rest, reference, recording.sampleRateHz());
            least = Math.min(least, match.score());
            heard &=
                    match.score() >= ENOUGH
                            && match.lowestWindowScore() >= ENOUGH_EVERYWHERE
                            && Levels.rmsDbfs(rest, match.offset(), reference.length)
                                    >= AUDIBLE_DBFS;
            if (first < 0) {
                first = at + match.offset();
            }
            if (heard) {
                at += match.offset() + reference.length;
            }
        }
        return new Verdict(heard, least, time(recording, first), time(recording, at));
    }

    /// The sentence as a telephone carries it.
    private short[] onTheLine(String sentence, int sampleRateHz)
            throws SynthesisException, InterruptedException {
        var spoken =
                Speech.withoutSilentEnd(Speech.of(synthesiser, sentence, voice))
                        .at(sampleRateHz)
                        .samples();
        return G711.decodeMuLaw(G711.encodeMuLaw(spoken));
    }

    private static int samples(Recording recording, Duration time) {
        return Math.toIntExact(time.toMillis() * recording.sampleRateHz() / 1_000);
    }

    private static Duration time(Recording recording, int samples) {
        return Duration.ofMillis(samples * 1_000L / recording.sampleRateHz());
    }
}
