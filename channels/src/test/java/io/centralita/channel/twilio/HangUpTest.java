package io.centralita.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.Loopback;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.ScriptedLegs.Behaviour;
import io.centralita.channel.Signals;
import io.centralita.channel.caller.CallResult.By;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerScript.Step;
import io.centralita.channel.caller.TestCall;
import io.centralita.channel.twilio.TwilioSettings.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However and whenever a call ends, nothing of it is left.
final class HangUpTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int CALLS = 60;

    /// Talks without end, and ends the call itself when a key is pressed.
    private static final Behaviour TALKATIVE =
            new Behaviour() {
                @Override
                public void opened(ScriptedLegs.Call call) {
                    call.say(Signals.tone(300, 30_000));
                }

                @Override
                public void digit(ScriptedLegs.Call call, char digit) {
                    call.hangUp();
                }
            };

    private final ScriptedLegs legs = new ScriptedLegs(TALKATIVE);

    @Test
    void calls_ended_at_any_moment_leave_nothing() {
        var settings = settings(Duration.ofSeconds(1), Duration.ofSeconds(30));
        var random = new Random(20_261_121);
        try (var loopback = new Loopback(settings, legs)) {
            var calls = new ArrayList<TestCall>();
            for (int i = 0; i < CALLS; i++) {
                var script = CallerScript.builder().pause(Duration.ofMillis(random.nextInt(1_200)));
                Step last =
                        switch (i % 4) {
                            case 0 -> new Step.HangUp();
                            case 1 -> new Step.DropConnection();
                            case 2 -> new Step.Dtmf('1');
                            default -> new Step.AwaitHangUp(LONG);
                        };
                script.then(last);
                if (i % 4 == 2) {
                    script.awaitHangUp(LONG);
                }
                calls.add(
                        loopback.caller()
                                .call(loopback.settings(), script.build(), CallerListener.NONE));
                if (i % 4 == 3) {
                    hangUpLater(loopback, calls.getLast(), random.nextInt(600));
                }
            }
            var results = new ArrayList<By>();
            calls.forEach(call -> results.add(Loopback.await(call.result()).ending().by()));
            assertThat(results).doesNotContain(By.FAILURE, By.TWIML).contains(By.SWITCHBOARD);
            loopback.awaitNothingLeft();
            legs.calls().forEach(call -> assertThat(call.ending()).isNotEmpty());
            assertThat(legs.calls()).allMatch(call -> call.reportsAfterEnd() == 0);
        }
    }

    @Test
    void connection_that_breaks_is_not_taken_for_a_caller_who_hung_up() {
        try (var loopback = new Loopback(legs)) {
            loopback.call(
                    CallerScript.builder()
                            .pause(Duration.ofMillis(100))
                            .then(new Step.DropConnection())
                            .build());
            assertThat(legs.only().ending()).isEqualTo("us connection-lost");
            loopback.awaitNothingLeft();
        }
    }

    @Test
    void caller_who_vanishes_without_a_word_is_given_up() {
        var settings = settings(Duration.ofSeconds(60), Duration.ofMillis(300));
        try (var loopback = new Loopback(settings, legs)) {
            var result =
                    loopback.call(
                            CallerScript.builder()
                                    .pause(Duration.ofMillis(100))
                                    .then(new Step.Vanish(LONG))
                                    .build());
            assertThat(result.ending().detail()).isEqualTo("1008 peer-silent");
            assertThat(legs.only().ending()).isEqualTo("us peer-silent");
            loopback.awaitNothingLeft();
        }
    }

    @Test
    void acceptor_that_fails_costs_its_own_call_only() {
        try (var loopback =
                new Loopback(
                        leg -> {
                            throw new IllegalStateException("a fault of the switchboard");
                        })) {
            var result = loopback.call(CallerScript.builder().awaitHangUp(LONG).build());
            assertThat(result.ending().detail()).isEqualTo("1011 not-accepted");
            loopback.awaitNothingLeft();
        }
    }

    @Test
    void two_hundred_callers_share_one_event_loop() {
        var echo = new ScriptedLegs(ScriptedLegs.echo());
        try (var loopback = new Loopback(echo)) {
            var calls = new ArrayList<TestCall>();
            for (int i = 0; i < 200; i++) {
                var script =
                        CallerScript.builder()
                                .say(Signals.tone(440, 300))
                                .awaitReply(Duration.ofMillis(100), LONG)
                                .build();
                calls.add(loopback.caller().call(loopback.settings(), script, CallerListener.NONE));
            }
            for (var call : calls) {
                var result = Loopback.await(call.result());
                assertThat(result.problems()).isEmpty();
                assertThat(result.heard()).isNotEmpty();
            }
            loopback.awaitNothingLeft();
        }
    }

    private static void hangUpLater(Loopback loopback, TestCall call, int milliseconds) {
        loopback.vertx().setTimer(1 + milliseconds, id -> call.hangUp());
    }

    private static TwilioSettings settings(Duration tokenLife, Duration peerSilence) {
        var usual = Limits.DEFAULT;
        return new TwilioSettings(
                Optional.empty(),
                List.of(),
                Loopback.SPANISH,
                new Limits(
                        usual.maxAhead(),
                        usual.webhookTimeout(),
                        usual.startTimeout(),
                        tokenLife,
                        usual.maxRinging(),
                        usual.stallTimeout(),
                        peerSilence));
    }
}
