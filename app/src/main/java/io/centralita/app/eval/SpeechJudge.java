package io.centralita.app.eval;

import io.centralita.app.eval.Timetable.Deed;
import io.centralita.app.eval.scenario.Expectation;
import io.centralita.app.eval.scenario.Expectation.Who;
import io.centralita.app.eval.scenario.Words;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.util.List;
import java.util.Optional;

/// Judges what was said: by the recording, or by the transcript as far as the recording bears it
/// out.
final class SpeechJudge {
    private final Evidence evidence;
    private final Transcripts transcripts;
    private final RecordingJudge recordings;

    SpeechJudge(Evidence evidence, Transcripts transcripts, RecordingJudge recordings) {
        this.evidence = evidence;
        this.transcripts = transcripts;
        this.recordings = recordings;
    }

    Found heard(List<String> wordings, Window window)
            throws SynthesisException, InterruptedException {
        var verdict = recordings.find(evidence.heard(), wordings, window);
        var at = verdict.start().toMillis();
        if (!verdict.heard()) {
            return new Found(false, Note.of("found.unheard", verdict.score()));
        }
        return at <= window.latestMs()
                ? new Found(true, Note.of("found.heard", Note.seconds(at)), at)
                : new Found(false, late(at, window), at);
    }

    private static Note late(long atMs, Window window) {
        return Note.of("found.late", Note.seconds(atMs), Note.seconds(window.fromMs()));
    }

    Found notHeard(List<String> wordings, Window window)
            throws SynthesisException, InterruptedException {
        var verdict = recordings.find(evidence.heard(), wordings, window);
        var at = verdict.start().toMillis();
        return verdict.heard() && at <= window.latestMs()
                ? new Found(false, Note.of("found.heard", Note.seconds(at)), at)
                : new Found(true, Note.of("found.nothing"));
    }

    Found says(List<Words> any, Who who, Window window) {
        var turn = transcripts.find(any, who, window.fromMs());
        if (turn.isEmpty()) {
            return new Found(false, Note.of("found.unsaid"));
        }
        var at = turn.get().startMs();
        return at <= window.latestMs()
                ? new Found(true, Note.of("found.said", turn.get().text()), at)
                : new Found(false, late(at, window), at);
    }

    Found notSays(List<Words> none, Window window) {
        return transcripts.said(window.fromMs()).stream()
                .filter(turn -> turn.startMs() <= window.latestMs())
                .filter(turn -> none.stream().anyMatch(words -> words.in(turn.text())))
                .findFirst()
                .map(turn -> new Found(false, Note.of("found.said", turn.text()), turn.startMs()))
                .orElse(new Found(true, Note.of("found.nothing")));
    }

    Found inOrder(List<Words> all, Window window) {
        return transcripts
                .outOfOrder(all, window)
                .map(words -> new Found(false, Note.of("found.out-of-order", words.written())))
                .orElse(new Found(true, Note.of("found.in-order")));
    }

    Found understood(List<Words> any, Optional<Deed> deed) {
        var text = transcripts.understood(deed);
        return new Found(
                any.stream().anyMatch(words -> words.in(text)), Note.of("found.understood", text));
    }

    /// The assistant's first turn that the source allows at that time, heard word for word.
    Found answers(Expectation expectation, Window window)
            throws SynthesisException, InterruptedException {
        var answers = evidence.answersTo(expectation);
        if (answers.isEmpty()) {
            return new Found(false, Note.of("found.no-source"));
        }
        for (var turn : transcripts.heard(window.fromMs())) {
            if (turn.who() == CallReport.Who.ASSISTANT) {
                var text = allowed(turn, answers);
                if (text.isPresent()) {
                    return heard(List.of(text.get()), window);
                }
            }
        }
        return new Found(false, Note.of("found.other-answer", answers.getLast().text()));
    }

    /// What of a turn is the right answer. Figures move: only what the source said until the turn
    /// began counts, and what lies between.
    private static Optional<String> allowed(Turn turn, List<Evidence.Answer> answers) {
        var known =
                answers.stream()
                        .filter(answer -> answer.atMs() <= turn.startMs() + Sampling.PAUSE_MS)
                        .map(Evidence.Answer::text)
                        .distinct()
                        .toList();
        var said = Words.tidy(turn.text());
        return known.stream()
                .map(Words::tidy)
                .filter(said::contains)
                .findFirst()
                .or(
                        () ->
                                !new io.centralita.app.bench.Expectation(known).allows(said)
                                        ? Optional.empty()
                                        : Optional.of(said));
    }
}
