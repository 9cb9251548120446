package io.centralita.app.eval;

import io.centralita.app.demo.Callers;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.eval.scenario.Expectation;
import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.eval.scenario.Step.Action;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerListener;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.media.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// Makes the call of a scenario. Safe from any thread.
final class ScenarioCall {
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);
    private static final int FROM_THE_START = -1;

    private final Target target;
    private final Callers callers;
    private final SpeechSynthesiser synthesiser;

    ScenarioCall(Target target, Callers callers, SpeechSynthesiser synthesiser) {
        this.target = target;
        this.callers = callers;
        this.synthesiser = synthesiser;
    }

    /// What is left of a call.
    ///
    /// @param reported whether there is a report
    record Played(CallResult call, boolean reported, Evidence evidence) {}

    /// Blocks until the call is over and its report is written.
    Played play(Scenario scenario, Progress progress)
            throws SynthesisException, InterruptedException, IOException, ExecutionException {
        var speech = CallerSpeech.of(scenario, synthesiser);
        var questions = questions(scenario);
        try (var sources = new Sources(target.api());
                var listening = new Listening(scenario, sources, questions, progress)) {
            listening.begin(FROM_THE_START);
            var call =
                    callers.call(
                                    line(scenario.caller()),
                                    ScriptMaker.script(scenario.steps(), speech),
                                    listening)
                            .get();
            var answers = listening.answers();
            var report = report(call.callSid());
            var heard = new Recording(CallRecording.SAMPLE_RATE_HZ, call.recording().assistant());
            return new Played(
                    call,
                    report.isPresent(),
                    new Evidence(
                            heard,
                            report.orElse(new Books(List.of(), List.of(), "", "", 0)),
                            listening.times.timetable(call.recording().lengthMs()),
                            answers));
        }
    }

    private Callers.Line line(Scenario.Caller caller) {
        return new Callers.Line(
                target.server(), caller.from(), caller.to(), target.token().map(Secret::value));
    }

    private Optional<Books> report(String callId) throws IOException, InterruptedException {
        try (var api = new ServerApi(target.server(), target.password().map(Secret::value))) {
            var report = api.report(callId, REPORT_PATIENCE);
            return report.isPresent() ? Optional.of(Books.of(report.get())) : Optional.empty();
        }
    }

    /// What is to be asked beside the call, by the step whose words it waits for.
    private static Map<Integer, List<Expectation>> questions(Scenario scenario) {
        var questions = new HashMap<Integer, List<Expectation>>();
        var spoken = FROM_THE_START;
        for (var i = 0; i < scenario.steps().size(); i++) {
            var step = scenario.steps().get(i);
            if (step.action().speaks()) {
                spoken = i;
            }
            questions.computeIfAbsent(spoken, _ -> new ArrayList<>()).addAll(step.expectations());
        }
        return questions;
    }

    /// Follows one call.
    private static final class Listening implements CallerListener, AutoCloseable {
        private final Map<Integer, List<Expectation>> questions;
        private final StepTimes times;
        private final Sampling sampling;
        private final Scenario scenario;
        private final Progress progress;

        Listening(
                Scenario scenario,
                Sources sources,
                Map<Integer, List<Expectation>> questions,
                Progress progress) {
            this.scenario = scenario;
            this.questions = questions;
            this.progress = progress;
            this.times = new StepTimes(scenario.steps(), this::spoken);
            this.sampling = new Sampling(sources, scenario.language(), times::nowMs);
        }

        @Override
        public void on(CallerEvent event) {
            times.on(event);
        }

        private void spoken(int step) {
            begin(step);
            if (scenario.steps().get(step).action() instanceof Action.Say(var text)) {
                progress.said(scenario, times.nowMs(), text);
            }
        }

        void begin(int step) {
            questions.getOrDefault(step, List.of()).forEach(sampling::begin);
        }

        Map<Expectation, List<Evidence.Answer>> answers() {
            sampling.close();
            return sampling.answers();
        }

        @Override
        public void close() {
            sampling.close();
        }
    }
}
