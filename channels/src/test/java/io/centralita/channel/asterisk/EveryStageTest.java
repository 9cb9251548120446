package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.Signals;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Callee;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Misbehaviour;
import io.centralita.fake.asterisk.Plan;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.pbx.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every side hangs up in every stage of a call, over every transport and real sockets: whatever it
/// is, all phones are hung up and nothing is left in Asterisk, nor here.
final class EveryStageTest {
    private static final String UNANSWERED = "700";
    private static final String PERSON = "6001";
    private static final Settings USUAL =
            Settings.DEFAULT.withExtension(
                    UNANSWERED, Step.stasis(Settings.APPLICATION, "${EXTEN}"), Step.hangup());
    private static final io.centralita.media.Recording TONE =
            new io.centralita.media.Recording(8_000, Signals.tone(440, 400));

    /// Longer than it takes to hang up.
    private static final Misbehaviour LATE = new Misbehaviour.Late(Duration.ofMillis(300));

    private enum Stage {
        /// The caller's phone rings, everything is prepared.
        RINGING,
        /// Asterisk has been asked to answer, and has not said that it did.
        ANSWERING,
        /// The same of bringing caller and audio together.
        BRIDGING,
        TALKING,
        /// Asterisk records what is talked.
        RECORDING,
        /// A person's phone rings for the caller.
        TRANSFERRING,
        /// The person is told who calls.
        WHISPERING,
        /// Caller and person talk.
        PUT_THROUGH;

        boolean hasPerson() {
            return compareTo(TRANSFERRING) >= 0;
        }
    }

    private enum Side {
        CALLER,
        /// Ends the call where it has one, and itself otherwise.
        SWITCHBOARD,
        PERSON
    }

    /// Where a process ends while two people talk, they go on talking: PutThroughTest.
    private static Stream<Arguments> ends() {
        var ends = new ArrayList<Arguments>();
        for (var transport : Transport.values()) {
            for (var stage : Stage.values()) {
                for (var side : Side.values()) {
                    boolean exists =
                            switch (side) {
                                case CALLER -> true;
                                case SWITCHBOARD -> stage != Stage.PUT_THROUGH;
                                case PERSON -> stage.hasPerson();
                            };
                    if (exists && transport != Transport.AUTO) {
                        ends.add(Arguments.of(transport, stage, side));
                    }
                }
            }
        }
        assertThat(ends).hasSize(3 * (8 + 7 + 3));
        return ends.stream();
    }

    @ParameterizedTest(name = "{0}, {1}: {2} hangs up")
    @MethodSource("ends")
    void nothing_is_left_whoever_hangs_up_whenever(Transport transport, Stage stage, Side side) {
        var recording = stage == Stage.RECORDING ? Recording.ANNOUNCED : Recording.OFF;
        try (var rig =
                new SocketRig(
                        transport, ScriptedLegs.echo(), USUAL, recording, stage != Stage.RINGING)) {
            rig.asterisk.plan(plan(stage));
            rig.asterisk.register(
                    PERSON,
                    stage == Stage.TRANSFERRING
                            ? Callee.ringing()
                            : Callee.answeringAfter(Duration.ofMillis(20)));
            var phone = rig.asterisk.call(Call.to(UNANSWERED));
            reach(stage, rig, phone);
            hangUp(side, stage, rig, phone);
            end(phone);
            rig.asterisk.called().forEach(EveryStageTest::end);
            rig.awaitTidy();
            rig.intake.legs.calls().forEach(leg -> assertThat(leg.ending()).isNotEmpty());
            assertThat(rig.intake.legs.calls()).allMatch(leg -> leg.reportsAfterEnd() == 0);
        }
    }

    private static Plan plan(Stage stage) {
        return switch (stage) {
            case ANSWERING -> Plan.on("POST", "channels/.*/answer", LATE);
            case BRIDGING -> Plan.on("POST", "bridges/.*/addChannel", LATE);
            case RINGING, TALKING, RECORDING, TRANSFERRING, WHISPERING, PUT_THROUGH -> Plan.NONE;
        };
    }

    private static void reach(Stage stage, SocketRig rig, FakePhone phone) {
        switch (stage) {
            case RINGING -> {
                get(phone.ringing());
                awaitAsked(rig, "externalMedia");
            }
            case ANSWERING -> awaitAsked(rig, "/answer");
            case BRIDGING -> awaitAsked(rig, "/addChannel");
            case TALKING -> talk(rig, phone);
            case RECORDING -> {
                talk(rig, phone);
                awaitAsked(rig, "/record");
            }
            case TRANSFERRING -> {
                talk(rig, phone);
                putThrough(rig, false);
                CallsRig.await(() -> rig.asterisk.called().size() == 1);
            }
            case WHISPERING -> {
                talk(rig, phone);
                putThrough(rig, true);
                get(rig.asterisk.called(1));
                CallsRig.await(() -> !person(rig).heard().packets().isEmpty());
            }
            case PUT_THROUGH -> {
                talk(rig, phone);
                putThrough(rig, false);
                get(rig.asterisk.called(1));
                phone.say(TONE);
                get(person(rig).hearsAbove(-30, 0));
            }
        }
    }

    private static void awaitAsked(SocketRig rig, String what) {
        CallsRig.await(
                () -> rig.asterisk.asked().stream().anyMatch(one -> one.what().contains(what)));
    }

    private static void talk(SocketRig rig, FakePhone phone) {
        CallsRig.await(() -> !rig.intake.legs.calls().isEmpty());
        long since = phone.nanoTime();
        phone.say(TONE);
        get(phone.hearsAbove(-30, since));
    }

    private static void putThrough(SocketRig rig, boolean attended) {
        var target = new Target.Endpoint("PJSIP", PERSON);
        var onward = new Onward(new Destination("sales", target, attended), List.of());
        rig.intake.legs.calls().getFirst().leg().close(CallEnd.transferred(onward));
    }

    private static FakePhone person(SocketRig rig) {
        return rig.asterisk.called().getFirst();
    }

    private static void hangUp(Side side, Stage stage, SocketRig rig, FakePhone phone) {
        switch (side) {
            case CALLER -> phone.hangUp();
            case SWITCHBOARD -> {
                if (stage == Stage.TALKING || stage == Stage.RECORDING) {
                    rig.intake.legs.calls().getFirst().hangUp();
                } else {
                    rig.shutDown();
                }
            }
            case PERSON -> {
                if (stage == Stage.TRANSFERRING) {
                    person(rig).reject(Causes.BUSY);
                } else {
                    person(rig).hangUp();
                }
                if (stage != Stage.PUT_THROUGH) {
                    // The caller is back with the switchboard, which hangs up then.
                    CallsRig.await(() -> rig.intake.legs.calls().size() == 2);
                    rig.intake.legs.calls().getLast().hangUp();
                }
            }
        }
    }

    private static void end(FakePhone phone) {
        assertThat(get(phone.ended())).isNotNull();
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
