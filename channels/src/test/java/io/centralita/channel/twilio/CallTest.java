package io.centralita.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.Loopback;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.ScriptedLegs.Behaviour;
import io.centralita.channel.Signals;
import io.centralita.channel.caller.CallResult.By;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerScript.Step;
import io.centralita.channel.caller.Misbehaviour;
import io.centralita.media.Levels;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Whole calls over HTTP and WebSocket.
final class CallTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    @Test
    void caller_hears_himself_through_an_echo() {
        var legs = new ScriptedLegs(ScriptedLegs.echo());
        try (var loopback = new Loopback(legs)) {
            var result =
                    loopback.call(
                            CallerScript.builder()
                                    .say(Signals.tone(440, 400))
                                    .awaitReply(Duration.ofMillis(600), LONG)
                                    .hangUp()
                                    .build());
            assertThat(result.problems()).isEmpty();
            assertThat(result.ending().by()).isEqualTo(By.CALLER);
            assertThat(result.heard()).isNotEmpty();
            assertThat(Levels.rmsDbfs(result.recording().assistant()))
                    .isCloseTo(Levels.rmsDbfs(result.recording().caller()), Offset.offset(0.5));
            assertThat(legs.only().ending()).isEqualTo("caller stop");
            loopback.awaitNothingLeft();
        }
    }

    @Test
    void everything_said_is_heard_and_reported_as_played() {
        var legs = new ScriptedLegs(ScriptedLegs.saying(Signals.tone(300, 1_000)));
        try (var loopback = new Loopback(legs)) {
            var result =
                    loopback.call(
                            CallerScript.builder().awaitReply(Duration.ofSeconds(1), LONG).build());
            assertThat(result.problems()).isEmpty();
            assertThat(Levels.rmsDbfs(result.recording().assistant())).isGreaterThan(-30);
            assertThat(legs.only().played()).isSorted().last().isEqualTo(50L);
            assertThat(result.counts().mediaReceived()).isEqualTo(50);
        }
    }

    @Test
    void digits_arrive_in_order() {
        var legs = new ScriptedLegs(new Behaviour() {});
        try (var loopback = new Loopback(legs)) {
            loopback.call(CallerScript.builder().dtmf("12*#A").build());
            assertThat(legs.only().ending()).isEqualTo("caller stop");
            assertThat(legs.only().digits()).isEqualTo("12*#A");
        }
    }

    @Test
    void switchboard_hangs_up_in_order() {
        var legs =
                new ScriptedLegs(
                        new Behaviour() {
                            @Override
                            public void digit(ScriptedLegs.Call call, char digit) {
                                call.hangUp();
                            }
                        });
        try (var loopback = new Loopback(legs)) {
            var result = loopback.call(CallerScript.builder().dtmf("1").awaitHangUp(LONG).build());
            assertThat(result.ending().by()).isEqualTo(By.SWITCHBOARD);
            assertThat(result.ending().detail()).isEqualTo("1000 goodbye");
            assertThat(result.problems()).isEmpty();
            assertThat(legs.only().ending()).isEqualTo("us goodbye");
            loopback.awaitNothingLeft();
        }
    }

    @Test
    void barge_in_drops_what_is_buffered_and_marks_of_it_do_not_count() {
        var legs =
                new ScriptedLegs(
                        new Behaviour() {
                            @Override
                            public void opened(ScriptedLegs.Call call) {
                                call.say(Signals.tone(300, 5_000));
                            }

                            @Override
                            public void digit(ScriptedLegs.Call call, char digit) {
                                call.beSilent();
                            }
                        });
        try (var loopback = new Loopback(legs)) {
            var result =
                    loopback.call(
                            CallerScript.builder()
                                    .then(new Step.AwaitSpeech(Duration.ofMillis(600), LONG))
                                    .dtmf("1")
                                    .awaitReply(Duration.ofMillis(200), LONG)
                                    .build());
            assertThat(result.problems()).isEmpty();
            assertThat(result.counts().clears()).isEqualTo(1);
            var call = legs.only();
            assertThat(call.ending()).isEqualTo("caller stop");
            long heardFrames =
                    (result.heard().getFirst().toMs() - result.heard().getFirst().fromMs()) / 20;
            assertThat(call.played().getLast()).isLessThanOrEqualTo(heardFrames);
            assertThat(result.counts().marksReturned()).isGreaterThan(call.played().size());
        }
    }

    @Test
    void lost_audio_is_counted() {
        var legs = new ScriptedLegs(new Behaviour() {});
        try (var loopback = new Loopback(legs)) {
            var settings = loopback.settings().with(Misbehaviour.losingEvery(5));
            var result =
                    loopback.call(
                            settings, CallerScript.builder().pause(Duration.ofMillis(505)).build());
            assertThat(legs.only().ending()).isEqualTo("caller stop");
            assertThat(legs.only().framesIn()).isEqualTo((int) result.counts().mediaSent());
            long frames = result.recording().lengthMs() / 20;
            assertThat(legs.only().framesLost()).isEqualTo((int) ((frames - 1) / 5));
        }
    }

    @Test
    void late_audio_in_bursts_arrives_whole() {
        var legs = new ScriptedLegs(new Behaviour() {});
        try (var loopback = new Loopback(legs)) {
            loopback.call(
                    loopback.settings().with(Misbehaviour.inBurstsOf(5)),
                    CallerScript.builder().pause(Duration.ofMillis(410)).build());
            assertThat(legs.only().ending()).isEqualTo("caller stop");
            assertThat(legs.only().framesIn()).isEqualTo(20);
            assertThat(legs.only().framesLost()).isZero();
        }
    }

    @Test
    void assistant_is_heard_although_marks_never_come_back() {
        var legs = new ScriptedLegs(ScriptedLegs.saying(Signals.tone(300, 600)));
        try (var loopback = new Loopback(legs)) {
            var result =
                    loopback.call(
                            loopback.settings().with(Misbehaviour.withholdingMarks()),
                            CallerScript.builder()
                                    .awaitReply(Duration.ofMillis(500), LONG)
                                    .build());
            assertThat(Arrays.stream(toInts(result.recording().assistant())).filter(s -> s != 0))
                    .hasSizeGreaterThan(4_000);
            assertThat(legs.only().ending()).isEqualTo("caller stop");
            assertThat(legs.only().played()).isEmpty();
        }
    }

    @Test
    void caller_who_reads_slowly_harms_nobody() {
        var legs = new ScriptedLegs(ScriptedLegs.saying(Signals.tone(300, 10_000)));
        try (var loopback = new Loopback(legs)) {
            var result =
                    loopback.call(
                            loopback.settings().with(Misbehaviour.readingEvery(100)),
                            CallerScript.builder().pause(Duration.ofMillis(800)).build());
            assertThat(result.ending().by()).isEqualTo(By.CALLER);
            assertThat(result.counts().mediaReceived()).isBetween(1L, 9L);
            assertThat(legs.only().ending()).isEqualTo("caller stop");
            loopback.awaitNothingLeft();
        }
    }

    private static int[] toInts(short[] samples) {
        var ints = new int[samples.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = samples[i];
        }
        return ints;
    }
}
