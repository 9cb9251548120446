package io.centralita.app.eval;

import io.centralita.app.demo.Callers;
import io.centralita.app.eval.ScenarioCall.Played;
import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.channel.ChannelMetrics;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Plays scenarios, several at a time, and judges them when nobody is on the line any more, so that
/// judging takes no time from a call.
public final class Evaluation {
    private final ServerWishes wishes;
    private final Optional<Target> against;
    private final Recordings recordings;
    private final int atOnce;
    private final Progress progress;

    /// @param against the switchboard that is called; empty where one is started for each kind of
    ///   server that scenarios want
    /// @param atOnce calls at a time
    public Evaluation(
            ServerWishes wishes,
            Optional<Target> against,
            Recordings recordings,
            int atOnce,
            Progress progress) {
        this.wishes = wishes;
        this.against = against;
        this.recordings = recordings;
        this.atOnce = atOnce;
        this.progress = progress;
    }

    /// Blocks until all are judged; results are in the order of the scenarios.
    public List<Result> run(List<Scenario> scenarios)
            throws StartFailure,
                    WrongSettings,
                    InterruptedException,
                    IOException,
                    SynthesisException,
                    ExecutionException {
        var results = new LinkedHashMap<Scenario, Result>();
        scenarios.forEach(scenario -> results.put(scenario, unplayed(scenario)));
        try (var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            for (var group : groups(scenarios)) {
                for (var result : group(group, synthesiser)) {
                    results.put(result.scenario(), result);
                }
            }
        }
        return List.copyOf(results.values());
    }

    private static Result unplayed(Scenario scenario) {
        return new Result(scenario, "", Duration.ZERO, 0, List.of(), Optional.empty());
    }

    /// Those that can share a server.
    private Collection<List<Scenario>> groups(List<Scenario> scenarios) {
        var groups = new LinkedHashMap<Object, List<Scenario>>();
        for (var scenario : scenarios) {
            var key =
                    against.isPresent()
                            ? List.of()
                            : List.of(scenario.language(), scenario.server());
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(scenario);
        }
        return groups.values();
    }

    private List<Result> group(List<Scenario> scenarios, SpeechSynthesiser synthesiser)
            throws StartFailure,
                    WrongSettings,
                    InterruptedException,
                    IOException,
                    SynthesisException,
                    ExecutionException {
        if (against.isPresent()) {
            return judged(scenarios, play(scenarios, against.get(), synthesiser), synthesiser);
        }
        var first = scenarios.getFirst();
        progress.starts(scenarios.size(), first.language().getLanguage());
        List<Played> played;
        try (var server = ScenarioServer.start(wishes, first)) {
            played = play(scenarios, server.target(), synthesiser);
        }
        return judged(scenarios, played, synthesiser);
    }

    private List<Played> play(
            List<Scenario> scenarios, Target target, SpeechSynthesiser synthesiser)
            throws InterruptedException, ExecutionException {
        var room = new Semaphore(atOnce);
        var played = new ArrayList<Played>();
        try (var callers = new Callers(ChannelMetrics.NONE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = new ScenarioCall(target, callers, synthesiser);
            var calls = new ArrayList<Future<Played>>();
            for (var scenario : scenarios) {
                calls.add(threads.submit(inTurn(room, () -> one(call, scenario))));
            }
            for (var each : calls) {
                played.add(each.get());
            }
        }
        return played;
    }

    private static Callable<Played> inTurn(Semaphore room, Callable<Played> call) {
        return () -> {
            room.acquire();
            try {
                return call.call();
            } finally {
                room.release();
            }
        };
    }

    private Played one(ScenarioCall call, Scenario scenario)
            throws SynthesisException, InterruptedException, IOException, ExecutionException {
        progress.calls(scenario);
        var played = call.play(scenario, progress);
        progress.over(scenario, length(played));
        return played;
    }

    private static Duration length(Played played) {
        return Duration.ofMillis(played.call().recording().lengthMs());
    }

    private List<Result> judged(
            List<Scenario> scenarios, List<Played> played, SpeechSynthesiser synthesiser)
            throws SynthesisException, InterruptedException, IOException {
        var results = new ArrayList<Result>();
        for (var i = 0; i < scenarios.size(); i++) {
            results.add(judged(scenarios.get(i), played.get(i), synthesiser));
        }
        return results;
    }

    private Result judged(Scenario scenario, Played played, SpeechSynthesiser synthesiser)
            throws SynthesisException, InterruptedException, IOException {
        var judge =
                new Judge(
                        scenario,
                        played.evidence(),
                        new RecordingJudge(synthesiser, Voice.of(scenario.language())));
        var findings = new ArrayList<Finding>(troubles(played));
        findings.addAll(judge.judge());
        var passed = findings.stream().allMatch(Finding::passed);
        return new Result(
                scenario,
                played.call().callSid(),
                length(played),
                judge.silenceMs(),
                findings,
                recordings.keep(scenario, played.call().recording(), passed));
    }

    /// What the test caller objects to, and a report that is missing.
    private static List<Finding> troubles(Played played) {
        var troubles = new ArrayList<Finding>();
        for (var problem : played.call().problems()) {
            troubles.add(
                    Finding.of(
                            0,
                            false,
                            Note.of("no-trouble"),
                            Note.of(
                                    "found.trouble",
                                    String.valueOf(problem.code()),
                                    problem.detail())));
        }
        if (!played.reported()) {
            troubles.add(Finding.of(0, false, Note.of("a-report"), Note.of("found.no-report")));
        }
        return troubles;
    }
}
