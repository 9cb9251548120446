package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.leg.Returned.Why;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.Signals;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Callee;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.fake.asterisk.phone.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Calls over real sockets, on every transport.
final class AsteriskEndToEndTest {
    /// Not answered by the dial plan.
    static final String UNANSWERED = "700";

    private static final Settings USUAL =
            Settings.DEFAULT.withExtension(
                    UNANSWERED, Step.stasis(Settings.APPLICATION, "${EXTEN}"), Step.hangup());
    private static final io.centralita.media.Recording TONE =
            new io.centralita.media.Recording(8_000, Signals.tone(440, 400));

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void caller_hears_and_is_heard_presses_keys_and_hangs_up(Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), USUAL)) {
            var phone =
                    rig.asterisk.call(
                            Call.to(UNANSWERED).from("Ana", "+34600000001").speaking(TONE));
            get(phone.ringing());
            get(phone.hearsAbove(-30, 0));
            phone.press("12#");
            var leg = rig.intake.legs.only();
            CallsRig.await(() -> leg.digits().length() == 3);
            phone.hangUp();
            assertThat(leg.ending()).startsWith("caller");
            assertThat(leg.digits()).isEqualTo("12#");
            assertThat(rig.intake.received.getFirst().from()).isEqualTo("+34600000001");
            assertThat(rig.intake.received.getFirst().to()).isEqualTo(UNANSWERED);
            rig.awaitTidy();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void switchboard_hangs_up(Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), USUAL)) {
            var phone = rig.asterisk.call(Call.to("600"));
            CallsRig.await(() -> !rig.intake.legs.calls().isEmpty());
            rig.intake.legs.only().hangUp();
            assertThat(get(phone.ended())).isEqualTo(new Story.HungUp(Causes.NORMAL));
            rig.awaitTidy();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void audio_goes_on_while_events_are_lost_and_who_hangs_up_meanwhile_is_noticed(Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), USUAL)) {
            var phone = rig.asterisk.call(Call.to("600"));
            CallsRig.await(() -> !rig.intake.legs.calls().isEmpty());
            var leg = rig.intake.legs.only();
            rig.asterisk.loseEvents(Duration.ofMillis(300));
            phone.say(TONE);
            get(phone.hearsAbove(-30, 0));
            phone.hangUp();
            assertThat(leg.ending()).isNotEmpty();
            rig.awaitTidy();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void person_takes_the_caller_by_a_key(Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), USUAL)) {
            rig.asterisk.register("6001", Callee.answeringAfter(Duration.ofMillis(50)));
            var phone = rig.asterisk.call(Call.to("600"));
            CallsRig.await(() -> !rig.intake.legs.calls().isEmpty());
            rig.intake.legs.only().leg().close(CallEnd.transferred(to("6001", true)));
            CallsRig.await(() -> rig.asterisk.called().size() == 1);
            var person = rig.asterisk.called().getFirst();
            get(person.answered());
            CallsRig.await(() -> !person.heard().packets().isEmpty());
            person.press("1");
            phone.say(TONE);
            get(person.hearsAbove(-30, 0));
            person.hangUp();
            assertThat(get(phone.ended())).isEqualTo(new Story.HungUp(Causes.NORMAL));
            assertThat(phone.story()).contains(new Story.Music(true), new Story.Music(false));
            rig.awaitTidy();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void caller_is_back_where_the_person_is_busy(Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), USUAL)) {
            rig.asterisk.register("6001", Callee.busy());
            var phone = rig.asterisk.call(Call.to("600"));
            CallsRig.await(() -> !rig.intake.legs.calls().isEmpty());
            rig.intake.legs.only().leg().close(CallEnd.transferred(to("6001", false)));
            CallsRig.await(() -> rig.intake.legs.calls().size() == 2);
            var back = rig.intake.legs.calls().getLast();
            assertThat(back.leg().returned().orElseThrow().why()).isEqualTo(Why.BUSY);
            phone.say(TONE);
            get(phone.hearsAbove(-30, 0));
            phone.hangUp();
            assertThat(back.ending()).startsWith("caller");
            rig.awaitTidy();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void recorded_call_is_found_in_asterisk(Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), USUAL, Recording.ANNOUNCED)) {
            var phone = rig.asterisk.call(Call.to("600").speaking(TONE));
            get(phone.hearsAbove(-30, 0));
            phone.hangUp();
            CallsRig.await(() -> !rig.recordings.isEmpty());
            rig.awaitTidy();
            assertThat(rig.asterisk.recordings()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void asterisk_that_starts_anew_ends_its_calls_and_serves_the_next(Transport kind) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), USUAL)) {
            rig.asterisk.call(Call.to("600"));
            CallsRig.await(() -> !rig.intake.legs.calls().isEmpty());
            get(rig.asterisk.restart(Duration.ofMillis(200)));
            assertThat(rig.intake.legs.calls().getFirst().ending()).isNotEmpty();
            rig.awaitTidy();
            var next = callUntilServed(rig);
            next.hangUp();
            assertThat(rig.intake.legs.calls().getLast().ending()).startsWith("caller");
            rig.awaitTidy();
        }
    }

    /// Until our application is there again, Asterisk has nobody for its callers.
    private static FakePhone callUntilServed(SocketRig rig) {
        var phones = new ArrayList<FakePhone>();
        CallsRig.await(
                () -> {
                    if (phones.isEmpty() || phones.getLast().isOver()) {
                        phones.add(rig.asterisk.call(Call.to("600")));
                    }
                    return rig.intake.legs.calls().size() == 2;
                });
        return phones.getLast();
    }

    private static Onward to(String name, boolean attended) {
        var target = new Target.Endpoint("PJSIP", name);
        return new Onward(new Destination("sales", target, attended), List.of());
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
