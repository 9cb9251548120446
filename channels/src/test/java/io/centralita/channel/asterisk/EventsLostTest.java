package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.Signals;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.ari.AriEvents.State;
import io.centralita.channel.asterisk.ari.CapturedLogs;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Misbehaviour;
import io.centralita.fake.asterisk.Plan;
import io.centralita.fake.asterisk.Settings;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Half a minute of the channel's time without Asterisk's events, in mid-call, over real sockets.
final class EventsLostTest {
    private static final int CUT_S = 30;
    private static final Recording TONE = new Recording(8_000, Signals.tone(440, 400));

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void caller_who_hangs_up_is_missed_before_events_are_back_while_asterisk_answers(
            Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), Settings.DEFAULT)) {
            var stays = call(rig, 1);
            var leaves = call(rig, 2);
            lose(rig);
            leaves.hangUp();
            pass(rig, stays);
            assertThat(leg(rig, 1).ending()).startsWith("caller");
            assertThat(rig.state()).isEqualTo(State.LOST);
            CallsRig.await(() -> rig.channel.calls() == 1);
            find(rig);
            assertServedUntilTheyHangUp(rig, stays);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void caller_who_hung_up_is_missed_as_soon_as_asterisk_is_heard_again(Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), Settings.DEFAULT)) {
            var stays = call(rig, 1);
            var leaves = call(rig, 2);
            rig.asterisk.plan(Plan.every(new Misbehaviour.Reset()));
            lose(rig);
            leaves.hangUp();
            pass(rig, stays);
            assertThat(rig.channel.calls()).as("nobody can know yet").isEqualTo(2);
            assertThat(rig.asterisk.leftovers().channels()).hasSize(3);
            rig.asterisk.plan(Plan.NONE);
            find(rig);
            assertThat(leg(rig, 1).ending()).startsWith("caller");
            CallsRig.await(() -> rig.channel.calls() == 1);
            assertServedUntilTheyHangUp(rig, stays);
        }
    }

    @Test
    void that_events_are_lost_and_heard_again_is_told_once_each() {
        try (var rig = new SocketRig(Transport.RTP, ScriptedLegs.echo(), Settings.DEFAULT);
                var logs = new CapturedLogs(AsteriskChannel.class, Level.INFO)) {
            lose(rig);
            find(rig);
            var phone = rig.asterisk.call(Call.to("600"));
            CallsRig.await(() -> !rig.intake.legs.calls().isEmpty());
            phone.hangUp();
            rig.awaitTidy();
            assertThat(logs.messages())
                    .filteredOn(message -> message.contains("events"))
                    .startsWith("the connection of Asterisk's events is lost; calls go on")
                    .endsWith("Asterisk tells its events")
                    .doesNotHaveDuplicates()
                    .hasSizeLessThanOrEqualTo(3); // That it is tried again is said as well.
        }
    }

    private static FakePhone call(SocketRig rig, int number) {
        var phone = rig.asterisk.call(Call.to("600"));
        CallsRig.await(() -> rig.intake.legs.calls().size() == number);
        return phone;
    }

    private static ScriptedLegs.Call leg(SocketRig rig, int number) {
        return rig.intake.legs.calls().get(number);
    }

    private static void lose(SocketRig rig) {
        rig.asterisk.loseEvents(Duration.ofMinutes(10));
        CallsRig.await(() -> rig.state() == State.LOST);
    }

    /// Seconds pass, in each of them what the caller says comes back to them.
    private static void pass(SocketRig rig, FakePhone phone) {
        for (int second = 0; second < CUT_S; second++) {
            rig.time.advance(Duration.ofSeconds(1));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            if (second % 10 == 0 || second == CUT_S - 1) {
                assertHeardAndHearing(phone);
            }
        }
    }

    private static void assertHeardAndHearing(FakePhone phone) {
        long since = phone.nanoTime();
        phone.say(TONE);
        phone.hearsAbove(-30, since).orTimeout(20, TimeUnit.SECONDS).join();
        // What was said has come back before the next is said.
        CallsRig.await(
                () ->
                        phone.nanoTime() - phone.heard().lastAboveNanos(-30).orElseThrow()
                                > TimeUnit.MILLISECONDS.toNanos(200));
    }

    private static void find(SocketRig rig) {
        rig.asterisk.findEvents();
        CallsRig.await(() -> rig.state() == State.CONNECTED);
    }

    private static void assertServedUntilTheyHangUp(SocketRig rig, FakePhone stays) {
        assertHeardAndHearing(stays);
        stays.press("7");
        CallsRig.await(() -> leg(rig, 0).digits().equals("7"));
        assertThat(rig.intake.legs.calls()).hasSize(2);
        stays.hangUp();
        assertThat(leg(rig, 0).ending()).startsWith("caller");
        rig.awaitTidy();
        assertThat(rig.intake.legs.calls()).allMatch(leg -> leg.reportsAfterEnd() == 0);
    }
}
