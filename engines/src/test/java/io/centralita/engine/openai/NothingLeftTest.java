package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A session that is closed leaves nothing behind, whatever it was about.
final class NothingLeftTest {
    private static final Settings TALKS =
            Settings.DEFAULT.withBrain(PhoneBrain.lookingUp(PhoneBrain.call("buscar", "{}")));

    /// Sessions are renewed every quarter of a second.
    private static final OpenAiSettings.Patience SHORT =
            new OpenAiSettings.Patience(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(250));

    @Test
    void a_session_closed_at_any_of_many_moments_is_gone() {
        var random = new SplittableRandom(7);
        var plan =
                Plan.NONE
                        .and(3, new Misbehaviour.SlowConnect(Duration.ofMillis(100)))
                        .and(5, new Misbehaviour.NeverAnswer())
                        .and(7, new Misbehaviour.Answer(503))
                        .and(9, new Misbehaviour.ResetAtConnect())
                        .and(11, new Moment.After(Duration.ofMillis(30)), new Misbehaviour.Reset())
                        .and(13, new Moment.After(Duration.ofMillis(30)), new Misbehaviour.Expire())
                        .and(15, new Moment.Configured(), new Misbehaviour.GoSilent())
                        .and(17, new Moment.Opened(), new Misbehaviour.GoSilent())
                        .and(19, new Moment.Configured(), new Misbehaviour.Fragment())
                        .and(21, new Misbehaviour.Answer(429, Duration.ofSeconds(1)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan), SHORT)) {
            for (int moment = 0; moment < 30; moment++) {
                var call = rig.dial();
                closeAtSomeMoment(call, random);
                int events = call.events().size();
                assertThat(call.session().droppedFrames()).isZero();
                call.turn();
                call.session().greet();
                call.session().toolFinished("call_1", "tarde");
                call.session().close();
                assertThat(call.events()).hasSize(events);
                assertThat(call.all(EngineEvent.Failed.class)).isEmpty();
            }
            OpenAiRig.settle(Duration.ofMillis(200)); // whoever was knocking is let in and leaves
            rig.awaitOpen(0);
            int asked = rig.server.connections().size();
            OpenAiRig.settle(Duration.ofMillis(600)); // two lives of a session
            assertThat(rig.server.connections()).hasSize(asked);
            assertThat(rig.afterClose()).isZero();
            assertThat(rig.speechFaults()).isEmpty();
        }
    }

    private static void closeAtSomeMoment(TestCall call, SplittableRandom random) {
        int acts = random.nextInt(6);
        if (acts > 0) {
            call.session().greet();
        }
        if (acts > 1) {
            call.speak(300);
        }
        if (acts > 2) {
            call.pause(800);
        }
        if (acts > 3) {
            OpenAiRig.settle(Duration.ofMillis(random.nextInt(1, 150)));
            call.session().interrupted(1, Duration.ofMillis(100));
        }
        if (acts > 4) {
            call.session().toolFinished("call_c1n1", "hecho");
        }
        OpenAiRig.settle(Duration.ofMillis(random.nextInt(1, 120)));
        call.close();
    }

    @Test
    void two_hundred_sessions_come_and_go_without_a_trace() throws Exception {
        var random = new SplittableRandom(11);
        try (var rig = new OpenAiRig(TALKS)) {
            var open = new ArrayList<TestCall>();
            for (int i = 0; i < 200; i++) {
                var call = i % 2 == 0 ? rig.dial() : onALoop(rig);
                open.add(call);
                if (random.nextBoolean()) {
                    call.session().greet();
                    call.turn();
                }
                while (open.size() > 20 || (random.nextInt(3) == 0 && !open.isEmpty())) {
                    open.remove(random.nextInt(open.size())).close();
                }
            }
            open.forEach(TestCall::close);
            rig.awaitOpen(0);
            OpenAiRig.settle(Duration.ofMillis(50));
            assertThat(rig.server.openSessions()).isZero();
            assertThat(rig.afterClose()).isZero();
            assertThat(rig.speechFaults()).isEmpty();
        }
    }

    /// As a leg does that is served on an event loop.
    private static TestCall onALoop(OpenAiRig rig) throws Exception {
        var opened = new CompletableFuture<TestCall>();
        OpenAiRig.VERTX
                .getOrCreateContext()
                .runOnContext(
                        _ ->
                                opened.complete(
                                        rig.dial(OpenAiRig.callSettings(AudioFormat.PCMU_8K))));
        return opened.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_bug_ends_its_own_call_and_no_other() {
        try (var rig = new OpenAiRig(TALKS)) {
            var events = new java.util.concurrent.CopyOnWriteArrayList<EngineEvent>();
            var session =
                    rig.engine.open(
                            OpenAiRig.callSettings(AudioFormat.PCMU_8K),
                            event -> {
                                events.add(event);
                                if (event instanceof EngineEvent.ReplyStarted) {
                                    throw new IllegalStateException("a bug");
                                }
                            },
                            new RecordingSpeech());
            var other = rig.dial();
            session.greet();
            OpenAiRig.await(
                    "its end",
                    () -> events.stream().anyMatch(EngineEvent.Failed.class::isInstance));
            assertThat(events.getLast())
                    .isInstanceOfSatisfying(
                            EngineEvent.Failed.class,
                            failed ->
                                    assertThat(failed.failure())
                                            .isInstanceOf(EngineFailure.Broken.class));
            other.session().greet();
            other.awaitLastWords(PhoneBrain.GREETING);
            rig.awaitOpen(1);
        }
    }

    @Test
    void a_session_closed_on_its_own_loop_by_its_own_event_posts_nothing_more() {
        try (var rig = new OpenAiRig(TALKS)) {
            var events = new ArrayList<EngineEvent>();
            var self = new CompletableFuture<io.centralita.call.engine.EngineSession>();
            var session =
                    rig.engine.open(
                            OpenAiRig.callSettings(AudioFormat.PCMU_8K),
                            event -> {
                                synchronized (events) {
                                    events.add(event);
                                }
                                self.join().close();
                            },
                            new RecordingSpeech());
            self.complete(session);
            OpenAiRig.await("a session", () -> !rig.server.connections().isEmpty());
            OpenAiRig.await(
                    "its end",
                    () -> {
                        synchronized (events) {
                            return events.size() == 1 && rig.server.openSessions() == 0;
                        }
                    });
            assertThat(events).containsExactly(new EngineEvent.Ready());
        }
    }
}
