package io.centralita.app.eval;

import io.centralita.app.eval.Timetable.Deed;
import io.centralita.app.eval.scenario.Expectation;
import io.centralita.app.eval.scenario.Expectation.What;
import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.eval.scenario.Step;
import io.centralita.app.eval.scenario.Step.Action;
import io.centralita.app.eval.scenario.Step.Moment;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds the evidence of a call against what its scenario expects. Reads no clock, calls nobody.
final class Judge {
    private final Scenario scenario;
    private final Evidence evidence;
    private final SpeechJudge speech;
    private final SilenceJudge silence;
    private final BooksJudge books;
    private final Transcripts transcripts;

    Judge(Scenario scenario, Evidence evidence, RecordingJudge recordings) {
        this.scenario = scenario;
        this.evidence = evidence;
        var sounds = new Sounds(evidence.heard());
        this.transcripts = new Transcripts(evidence, sounds);
        this.speech = new SpeechJudge(evidence, transcripts, recordings);
        this.silence = new SilenceJudge(evidence, sounds);
        this.books = new BooksJudge(evidence, recordings);
    }

    /// One finding for each expectation, in the order of the file: the steps', then the call's.
    List<Finding> judge() throws SynthesisException, InterruptedException {
        var findings = new ArrayList<Finding>();
        for (var i = 0; i < scenario.steps().size(); i++) {
            var step = scenario.steps().get(i);
            whileTool(i).ifPresent(findings::add);
            for (var expectation : step.expectations()) {
                findings.add(ofStep(i, step, expectation));
            }
        }
        for (var expectation : scenario.expectations()) {
            findings.add(find(expectation, 0, Optional.empty()));
        }
        return findings;
    }

    /// The longest silence in which the caller waited.
    long silenceMs() {
        return silence.longest();
    }

    private Finding ofStep(int index, Step step, Expectation expectation)
            throws SynthesisException, InterruptedException {
        var deed = evidence.times().deed(index);
        if (deed.isEmpty() && (step.action().speaks() || step.action() instanceof Action.Keys)) {
            return finding(expectation, false, Note.of("found.not-reached"), Finding.NO_TIME)
                    .hearing(transcripts.said(evidence.times().anchorMs(index)));
        }
        return find(expectation, evidence.times().anchorMs(index), deed);
    }

    private Finding find(Expectation expectation, long anchorMs, Optional<Deed> deed)
            throws SynthesisException, InterruptedException {
        var window = Window.of(expectation.limit(), anchorMs, evidence.times().lengthMs());
        var found =
                switch (expectation.what()) {
                    case What.Heard(var wordings) -> speech.heard(wordings, window);
                    case What.NotHeard(var wordings) -> speech.notHeard(wordings, window);
                    case What.Says(var any, var who) -> speech.says(any, who, window);
                    case What.NotSays(var none) -> speech.notSays(none, window);
                    case What.InOrder(var all) -> speech.inOrder(all, window);
                    case What.Understood(var any) -> speech.understood(any, deed);
                    case What.AnswersFrom _ -> speech.answers(expectation, window);
                    case What.StopsWithin(var time) ->
                            deed.map(d -> silence.stops(d, time.toMillis()))
                                    .orElse(new Found(false, Note.of("found.not-reached")));
                    case What.Silence(var atMost) ->
                            deed.isPresent() || anchorMs > 0
                                    ? silence.after(anchorMs, atMost.toMillis())
                                    : silence.ofCall(atMost.toMillis());
                    case What.Tools tools -> books.tools(tools);
                    case What.EndedBy ended -> books.endedBy(ended);
                    case What.NoRepeat() -> books.noRepeat();
                };
        var finding = finding(expectation, found.met(), found.found(), found.atMs());
        return found.met() || !isAboutWords(expectation.what())
                ? finding
                : finding.hearing(transcripts.said(anchorMs));
    }

    /// Whether it helps to read what was said instead.
    private static boolean isAboutWords(What what) {
        return switch (what) {
            case What.Heard _,
                    What.NotHeard _,
                    What.Says _,
                    What.NotSays _,
                    What.InOrder _,
                    What.AnswersFrom _ ->
                    true;
            case What.Understood _,
                    What.StopsWithin _,
                    What.Silence _,
                    What.Tools _,
                    What.EndedBy _,
                    What.NoRepeat _ ->
                    false;
        };
    }

    /// What is said while a tool runs has to be said while one runs: one that was asked for after
    /// the caller's question, and took longer than from there to these words.
    private Optional<Finding> whileTool(int index) {
        var step = scenario.steps().get(index);
        var deed = evidence.times().deed(index);
        if (!(step.moment() instanceof Moment.WhileTool) || deed.isEmpty()) {
            return Optional.empty();
        }
        var question = index - 1;
        while (question > 0
                && scenario.steps().get(question).moment() instanceof Moment.WhileTool) {
            question--;
        }
        var passed = deed.get().startMs() - evidence.times().anchorMs(question);
        var runs = evidence.books().tools().stream().anyMatch(use -> use.ms() >= passed);
        return Optional.of(
                Finding.of(
                                step.line(),
                                runs,
                                Note.of("while-tool"),
                                Note.of(runs ? "found.tool-ran" : "found.no-tool-ran"))
                        .at(deed.get().startMs()));
    }

    private static Finding finding(Expectation expectation, boolean met, Note found, long atMs) {
        return Finding.of(expectation.line(), met, Wording.of(expectation), found).at(atMs);
    }
}
