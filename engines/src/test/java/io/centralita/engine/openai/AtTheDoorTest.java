package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.engine.openai.OpenAiSettings.Patience;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a call hears of a service that does not let it in: nothing, or one failure, soon.
final class AtTheDoorTest {
    private static final Settings TALKS =
            Settings.DEFAULT.withBrain(PhoneBrain.saying("Está activa."));

    /// Opening takes a second at most.
    private static final Patience IMPATIENT =
            new Patience(
                    Duration.ofMillis(600),
                    Duration.ofMillis(600),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(800),
                    Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 403, 404})
    void who_is_turned_away_for_good_does_not_ask_again(int status) {
        try (var rig = new OpenAiRig(TALKS.withPlan(Plan.every(new Misbehaviour.Answer(status))))) {
            var call = rig.dial();
            assertThat(failed(call)).isEqualTo(new EngineFailure.Rejected("http-" + status));
            nothingFollows(rig, call);
            assertThat(rig.server.connections()).hasSize(1);
        }
    }

    @Test
    void a_model_that_is_not_served_is_a_rejection() {
        try (var rig = new OpenAiRig(TALKS)) {
            var call =
                    rig.dial(
                            OpenAiRig.callSettings(
                                    io.centralita.media.AudioFormat.PCMU_8K,
                                    java.util.Map.of("model", "gpt-nobody"),
                                    java.util.List.of()));
            assertThat(failed(call)).isEqualTo(new EngineFailure.Rejected("http-404"));
            nothingFollows(rig, call);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void a_service_that_is_down_for_a_moment_is_asked_again(int status) {
        var plan =
                Plan.first(new Misbehaviour.Answer(status)).and(2, new Misbehaviour.Answer(status));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            goesOn(rig, rig.greeted());
            assertThat(rig.server.connections()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void a_service_that_stays_down_is_unreachable(int status) {
        try (var rig =
                new OpenAiRig(
                        TALKS.withPlan(Plan.every(new Misbehaviour.Answer(status))), IMPATIENT)) {
            var call = rig.dial();
            assertThat(failed(call)).isInstanceOf(EngineFailure.Unreachable.class);
            nothingFollows(rig, call);
            assertThat(rig.server.connections()).hasSizeBetween(2, 5);
        }
    }

    @Test
    void a_short_wish_to_retry_later_is_granted() {
        var plan = Plan.first(new Misbehaviour.Answer(429, Duration.ofSeconds(1)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            long since = System.nanoTime();
            goesOn(rig, rig.greeted());
            assertThat(System.nanoTime() - since).isGreaterThan(950_000_000);
            assertThat(rig.server.connections()).hasSize(2);
        }
    }

    @Test
    void a_long_wish_to_retry_later_ends_it_at_once() {
        var plan = Plan.every(new Misbehaviour.Answer(429, Duration.ofSeconds(30)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.dial();
            assertThat(failed(call))
                    .isEqualTo(new EngineFailure.RateLimited(Duration.ofSeconds(30)));
            nothingFollows(rig, call);
            assertThat(rig.server.connections()).hasSize(1);
        }
    }

    @Test
    void a_door_that_opens_late_is_waited_for() {
        var plan = Plan.first(new Misbehaviour.SlowConnect(Duration.ofMillis(300)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            goesOn(rig, rig.greeted());
            assertThat(rig.server.connections()).hasSize(1);
        }
    }

    @Test
    void a_door_that_stays_shut_is_knocked_at_again() {
        var plan = Plan.first(new Misbehaviour.NeverAnswer());
        try (var rig = new OpenAiRig(TALKS.withPlan(plan), IMPATIENT)) {
            goesOn(rig, rig.greeted());
            assertThat(rig.server.connections()).hasSize(2);
        }
    }

    @Test
    void nobody_at_the_door_is_unreachable_when_patience_ends() {
        try (var rig =
                new OpenAiRig(
                        TALKS.withPlan(Plan.every(new Misbehaviour.NeverAnswer())), IMPATIENT)) {
            long since = System.nanoTime();
            var call = rig.dial();
            assertThat(failed(call)).isInstanceOf(EngineFailure.Unreachable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .isBetween(Duration.ofMillis(500), Duration.ofMillis(3_500));
            nothingFollows(rig, call);
        }
    }

    @Test
    void a_door_slammed_once_is_knocked_at_again() {
        var plan = Plan.first(new Misbehaviour.ResetAtConnect());
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            goesOn(rig, rig.greeted());
            assertThat(rig.server.connections()).hasSize(2);
        }
    }

    @Test
    void a_door_slammed_for_ever_is_unreachable() {
        try (var rig =
                new OpenAiRig(
                        TALKS.withPlan(Plan.every(new Misbehaviour.ResetAtConnect())), IMPATIENT)) {
            var call = rig.dial();
            assertThat(failed(call)).isInstanceOf(EngineFailure.Unreachable.class);
            nothingFollows(rig, call);
        }
    }

    @Test
    void where_nobody_listens_a_call_knows_within_four_seconds_by_default() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var rig =
                new OpenAiRig(
                        TALKS,
                        settings ->
                                new OpenAiSettings(
                                        settings.name(),
                                        URI.create("http://127.0.0.1:" + port + "/v1"),
                                        settings.apiKey(),
                                        settings.auth(),
                                        settings.options(),
                                        Patience.DEFAULT))) {
            long since = System.nanoTime();
            var call = rig.dial();
            assertThat(failed(call)).isInstanceOf(EngineFailure.Unreachable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .isLessThan(Duration.ofSeconds(4));
            nothingFollows(rig, call);
        }
    }

    @Test
    void azure_is_shown_the_key_in_a_header_of_its_own() {
        try (var rig = new OpenAiRig(TALKS.onAzure("mi-despliegue"), AtTheDoorTest::deployment)) {
            goesOn(rig, rig.greeted());
            var connection = rig.server.connection(1);
            assertThat(connection.headers()).contains("api-key").doesNotContain("authorization");
            assertThat(connection.model()).isEqualTo("mi-despliegue");
        }
    }

    @Test
    void the_key_comes_as_bearer_and_the_beta_is_not_asked_for() {
        try (var rig = new OpenAiRig(TALKS)) {
            goesOn(rig, rig.greeted());
            assertThat(rig.server.connection(1).headers())
                    .contains("authorization")
                    .doesNotContain("api-key", "openai-beta", "origin");
        }
    }

    private static OpenAiSettings deployment(OpenAiSettings settings) {
        return new OpenAiSettings(
                settings.name(),
                settings.baseUrl(),
                settings.apiKey(),
                settings.auth(),
                settings.options().with(java.util.Map.of("model", "mi-despliegue")),
                settings.patience());
    }

    static EngineFailure failed(TestCall call) {
        return call.await(EngineEvent.Failed.class).failure();
    }

    /// Whatever is still tried.
    static void nothingFollows(OpenAiRig rig, TestCall call) {
        int events = call.events().size();
        int connections = rig.server.connections().size();
        call.turn();
        call.session().greet();
        call.session().toolFinished("call_1", "Sí.");
        call.session().interrupted(1, Duration.ZERO);
        rig.awaitOpen(0);
        OpenAiRig.settle(Duration.ofMillis(100));
        assertThat(call.events()).hasSize(events);
        assertThat(call.events().getLast()).isInstanceOf(EngineEvent.Failed.class);
        assertThat(call.all(EngineEvent.Failed.class)).hasSize(1);
        assertThat(rig.server.connections()).hasSize(connections);
        assertThat(call.speech.faults()).isEmpty();
    }

    private static void goesOn(OpenAiRig rig, TestCall call) {
        call.turn();
        call.awaitLastWords("Está activa.");
        assertThat(call.all(EngineEvent.Failed.class)).isEmpty();
        assertThat(call.all(EngineEvent.Ready.class)).hasSize(1);
        HappyTurnTest.wellBehaved(rig);
    }
}
