package io.centralita.engine.ladder;

import static io.centralita.engine.ladder.LadderRig.LOST;
import static io.centralita.engine.ladder.LadderRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.ScriptedEngine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Events, results and failures in any order, from rungs that serve and from rungs that are over.
class AnyOrderOnALadderTest {
    private final Set<String> finished = new HashSet<>();
    private final Set<ScriptedEngine.Session> failed = new HashSet<>();

    /// What sessions posted after they had failed.
    private final List<EngineEvent> fromTheDead = new ArrayList<>();

    private int marks;

    @Property(tries = 300)
    void whatever_happens_each_result_reaches_the_serving_rung_once_and_the_dead_stay_silent(
            @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(max = 60) int steps) {
        finished.clear();
        failed.clear();
        fromTheDead.clear();
        var random = new Random(seed);
        var rig = new LadderRig();
        var session = rig.open();
        for (int step = 0; step < steps; step++) {
            happen(random, rig, session, step);
        }
        settle(rig, session);

        assertThat(rungsThatSpoke(rig)).isSorted();
        assertThat(rig.call.events).noneMatch(fromTheDead::contains);
        serving(rig).ifPresent(this::assertEachResultOnce);
        rig.close();
        var events = List.copyOf(rig.call.events);
        rig.call.awaitNoThread();
        for (var rung : rungs(rig)) {
            rung.sessions().forEach(over -> over.post(new EngineEvent.Failed(LOST)));
            assertThat(rung.sessions()).allMatch(ScriptedEngine.Session::closed);
        }
        assertThat(rig.call.events).isEqualTo(events);
        await(() -> rig.call.out.ended().size() == rig.call.out.count());
        assertThat(rig.call.out.ended()).doesNotHaveDuplicates();
        assertThat(rig.call.count(EngineEvent.Failed.class)).isLessThanOrEqualTo(1);
    }

    private void happen(Random random, LadderRig rig, EngineSession session, int step) {
        var opened = opened(rig);
        int which = random.nextInt(opened.size());
        var rung = opened.get(which);
        switch (random.nextInt(16)) {
            case 0, 1 -> rung.post(new EngineEvent.Ready());
            case 2 -> rung.post(new EngineEvent.CallerSpeechStarted());
            case 3 -> rung.post(new EngineEvent.CallerSpeechEnded(Duration.ofMillis(600)));
            case 4 -> {
                var said = new EngineEvent.CallerSaid(which + " said " + step);
                if (failed.contains(rung)) {
                    fromTheDead.add(said);
                }
                rung.post(said);
            }
            case 5, 6 -> rung.post(asking("t" + step));
            case 7 -> rung.post(new EngineEvent.ReplyFinished());
            case 8 -> speak(random, rung);
            case 9, 10, 11 -> finish(random, rig, session);
            case 12 -> session.hear(new byte[AudioFormat.PCM_16K.frameBytes()]);
            case 13 -> session.greet();
            case 14 -> rig.time.advance(Duration.ofMillis(random.nextInt(1_500)));
            default -> {
                if (random.nextInt(3) == 0) {
                    failed.add(rung);
                    rung.post(new EngineEvent.Failed(LOST));
                }
            }
        }
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(100_000); // lets the ladder get ahead
        }
    }

    private static EngineEvent asking(String id) {
        return new EngineEvent.ToolRequested(new ToolCall(id, "ask", "{}"));
    }

    private static void speak(Random random, ScriptedEngine.Session rung) {
        var utterance = rung.speech().begin(AudioFormat.PCM_16K);
        rung.post(new EngineEvent.AssistantSaid(utterance, "algo"));
        rung.speech().offer(utterance, new byte[640]);
        if (random.nextBoolean()) {
            rung.speech().end(utterance);
        }
    }

    /// The result of a tool that the call was asked for; sometimes of one that is finished already.
    private void finish(Random random, LadderRig rig, EngineSession session) {
        var asked = new ArrayList<String>();
        for (var event : rig.call.events) {
            if (event instanceof EngineEvent.ToolRequested(var tool)) {
                asked.add(tool.id());
            }
        }
        if (!asked.isEmpty()) {
            var id = asked.get(random.nextInt(asked.size()));
            finished.add(id);
            session.toolFinished(id, "result");
        }
    }

    /// Waits until the last rung that opened serves and has been told everything, or nobody is
    /// left.
    private void settle(LadderRig rig, EngineSession session) {
        boolean settled = false;
        while (!settled && rig.call.count(EngineEvent.Failed.class) == 0) {
            int rungs = opened(rig).size();
            var last = opened(rig).getLast();
            var mark = "mark " + ++marks;
            last.post(new EngineEvent.Ready());
            session.switchboardSaid(mark);
            await(
                    () ->
                            knows(last, mark)
                                    || opened(rig).size() > rungs
                                    || rig.call.count(EngineEvent.Failed.class) > 0);
            settled = knows(last, mark);
        }
    }

    private static boolean knows(ScriptedEngine.Session session, String mark) {
        return session.told().contains("switchboard: " + mark);
    }

    private void assertEachResultOnce(ScriptedEngine.Session serving) {
        for (var id : finished) {
            long told =
                    serving.told().stream()
                            .filter(line -> line.startsWith("tool " + id + ":"))
                            .count();
            long known =
                    serving.settings().history().stream()
                            .filter(
                                    entry ->
                                            entry
                                                            instanceof
                                                            HistoryEntry.ToolAnswered(
                                                                    var answered,
                                                                    _)
                                                    && answered.equals(id))
                            .count();
            assertThat(told + known).as("results of %s", id).isEqualTo(1);
        }
    }

    /// The rung that serves in the end; none where all were lost.
    private static Optional<ScriptedEngine.Session> serving(LadderRig rig) {
        return rig.call.count(EngineEvent.Failed.class) > 0
                ? Optional.empty()
                : Optional.of(opened(rig).getLast());
    }

    /// Whose words the call got, in order.
    private static List<Integer> rungsThatSpoke(LadderRig rig) {
        var rungs = new ArrayList<Integer>();
        for (var event : rig.call.events) {
            if (event instanceof EngineEvent.CallerSaid(var text)) {
                rungs.add(Integer.valueOf(text.substring(0, 1)));
            }
        }
        return rungs;
    }

    private static List<ScriptedEngine.Session> opened(LadderRig rig) {
        return rungs(rig).stream().flatMap(rung -> rung.sessions().stream()).toList();
    }

    private static List<ScriptedEngine> rungs(LadderRig rig) {
        return List.of(rig.first, rig.second, rig.third);
    }
}
