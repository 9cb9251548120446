package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.fake.model.Brain;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.AudioFormat;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Calls that last longer than a session may, without waiting for it.
final class HourLongCallTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SteppedLoop loop = new SteppedLoop();
    private final List<EngineEvent> events = new ArrayList<>();
    private final RecordingSpeech speech = new RecordingSpeech();

    private SteppedService service(Brain brain) {
        return new SteppedService(loop, brain, HOUR);
    }

    private OpenAiSession session(SteppedService service) {
        return session(service, SessionOptions.DEFAULTS);
    }

    private OpenAiSession session(SteppedService service, SessionOptions options) {
        var settings =
                new OpenAiSettings(
                        "openai",
                        URI.create("http://test/v1"),
                        new OpenAiSettings.ApiKey(Settings.KEY),
                        OpenAiSettings.Auth.BEARER,
                        options,
                        OpenAiSettings.Patience.DEFAULT);
        var session =
                new OpenAiSession(
                        settings,
                        OpenAiRig.callSettings(AudioFormat.PCMU_8K),
                        events::add,
                        speech,
                        service,
                        loop,
                        loop);
        session.start();
        loop.pass(Duration.ofSeconds(1));
        assertThat(events).containsExactly(new EngineEvent.Ready());
        return session;
    }

    @Test
    void a_quiet_session_is_renewed_at_55_minutes() {
        var service = service(PhoneBrain.saying("Sí."));
        var session = session(service);
        loop.pass(Duration.ofMinutes(54));
        assertThat(service.open()).containsExactly(1);
        loop.pass(Duration.ofMinutes(1));
        assertThat(service.open()).containsExactly(2);
        loop.pass(HOUR);
        assertThat(service.open()).containsExactly(3);
        assertThat(events).containsExactly(new EngineEvent.Ready());
        session.close();
        loop.pass(Duration.ofMinutes(1));
        assertThat(service.open()).isEmpty();
    }

    @Test
    void a_caller_who_speaks_is_let_finish_before_the_next_takes_over() {
        var service = service(PhoneBrain.saying("Sí."));
        session(service);
        loop.pass(Duration.ofMinutes(54));
        var first = service.connections.getFirst();
        first.model().callerStarts(0);
        loop.pass(Duration.ofMinutes(3));
        assertThat(service.open()).containsExactly(1, 2);
        first.model().callerStops(4_000);
        loop.run();
        first.model().runToEnd();
        loop.pass(Duration.ofMillis(500));
        assertThat(service.open()).containsExactly(1, 2); // his words are awaited
        var item = first.model().untranscribed().getFirst();
        first.model().transcribe(item, "¿Está activa?");
        loop.pass(Duration.ofMillis(100));
        assertThat(service.open()).containsExactly(2);
        assertThat(PhoneBrain.told(service.connections.get(1).model().items()))
                .containsExactly("user: ¿Está activa?", "assistant: Sí.");
        assertThat(events).noneMatch(EngineEvent.Failed.class::isInstance);
    }

    @Test
    void words_that_nobody_writes_down_are_not_waited_for() {
        var service = service(PhoneBrain.saying("Sí."));
        session(service, SessionOptions.DEFAULTS.with(Map.of("transcription", "")));
        var first = service.connections.getFirst().model();
        first.callerStarts(0);
        loop.run();
        first.callerStops(4_000);
        first.runToEnd();
        loop.pass(Duration.ofMinutes(54));
        assertThat(service.open()).containsExactly(1);
        loop.pass(Duration.ofMinutes(2));
        assertThat(service.open()).containsExactly(2);
    }

    @Test
    void a_caller_who_never_finishes_is_moved_a_minute_before_the_end() {
        var service = service(PhoneBrain.saying("Sí."));
        session(service);
        loop.pass(Duration.ofMinutes(54));
        service.connections.getFirst().model().callerStarts(0);
        loop.pass(Duration.ofMinutes(4).plusSeconds(50));
        assertThat(service.open()).containsExactly(1, 2);
        loop.pass(Duration.ofSeconds(15));
        assertThat(service.open()).containsExactly(2);
        assertThat(events.stream().filter(EngineEvent.CallerSpeechStarted.class::isInstance))
                .hasSize(1);
        assertThat(events).noneMatch(EngineEvent.Failed.class::isInstance);
    }

    @Test
    void a_renewal_that_fails_is_tried_again_now_and_then_while_the_old_session_serves() {
        var service = service(PhoneBrain.saying("Sí."));
        session(service);
        loop.pass(Duration.ofMinutes(54));
        service.down = true;
        loop.pass(Duration.ofMinutes(3));
        assertThat(service.open()).containsExactly(1);
        assertThat(service.connections.size()).isBetween(10, 40);
        service.down = false;
        loop.pass(Duration.ofSeconds(10));
        assertThat(service.open()).containsExactly(service.connections.size());
        assertThat(events).containsExactly(new EngineEvent.Ready());
    }

    @Test
    void a_service_that_is_down_when_the_hour_ends_is_given_up_soon_after() {
        var service = service(PhoneBrain.saying("Sí."));
        session(service);
        loop.pass(Duration.ofMinutes(54));
        service.down = true;
        loop.pass(Duration.ofMinutes(6).plusSeconds(10));
        assertThat(events).hasSize(2);
        assertThat(events.getLast()).isInstanceOf(EngineEvent.Failed.class);
        // A minute of tries four times a second at most, and those of the end.
        assertThat(service.connections.size()).isLessThan(400);
        int tries = service.connections.size();
        loop.pass(HOUR);
        assertThat(service.connections).hasSize(tries);
    }

    @Test
    void what_is_overdue_does_not_keep_a_call_awake() {
        var service =
                service(
                        PhoneBrain.lookingUp(
                                PhoneBrain.call("uno", "{}"), PhoneBrain.call("dos", "{}")));
        var session = session(service);
        var model = service.connections.getFirst().model();
        model.callerStarts(0);
        loop.run();
        model.callerStops(1_000);
        model.runToEnd();
        loop.pass(Duration.ofSeconds(1));
        var asked =
                events.stream()
                        .filter(EngineEvent.ToolRequested.class::isInstance)
                        .map(event -> ((EngineEvent.ToolRequested) event).call().id())
                        .toList();
        assertThat(asked).hasSize(2);
        session.toolFinished(asked.getFirst(), "uno");
        loop.run();
        model.callerStarts(2_000);
        loop.pass(Duration.ofSeconds(10));
        int before = loop.fired();
        loop.pass(Duration.ofSeconds(10));
        assertThat(loop.fired() - before).isLessThan(600);
        assertThat(model.violations()).isEmpty();
        assertThat(model.outputs(asked.getFirst())).isEqualTo(1);
    }

    @Test
    void a_closed_session_leaves_no_timer() {
        var service = service(PhoneBrain.saying("Sí."));
        var session = session(service);
        session.greet();
        loop.run();
        service.connections.getFirst().model().runToEnd();
        loop.pass(Duration.ofSeconds(2));
        session.close();
        loop.pass(HOUR.plusMinutes(1)); // the service's own timer
        assertThat(loop.isIdle()).isTrue();
        assertThat(service.connections).hasSize(1);
        assertThat(service.connections.getFirst().model().errors())
                .extracting(error -> error.code())
                .containsExactly("session_expired");
        assertThat(service.connections.getFirst().model().violations()).isEmpty();
    }
}
