package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.pbx.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// A thousand calls that end when and how chance will have it: from either side, while it rings, as
/// it is answered, in mid-sentence. Nothing is left in Asterisk, nothing here.
final class RandomCallsTest {
    private static final int CALLS = 334;
    private static final int AT_ONCE = 25;
    private static final int LONGEST_MS = 250;
    private static final String UNANSWERED = "700";

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void calls_that_end_at_random_leave_nothing(Transport kind) throws InterruptedException {
        var random = new Random(20_261_125 + kind.name().hashCode());
        var hangsUp =
                new ScriptedLegs.Behaviour() {
                    @Override
                    public void audio(ScriptedLegs.Call call, byte[] frame) {
                        call.say(frame);
                        if (call.framesIn() > call.leg().info().callId().hashCode() % 12) {
                            call.hangUp();
                        }
                    }
                };
        var settings =
                Settings.DEFAULT.withExtension(
                        UNANSWERED, Step.stasis(Settings.APPLICATION, "${EXTEN}"), Step.hangup());
        try (var rig = new SocketRig(kind, hangsUp, settings)) {
            var room = new Semaphore(AT_ONCE);
            var phones = new ArrayList<FakePhone>();
            for (int i = 0; i < CALLS; i++) {
                room.acquire();
                var phone =
                        rig.asterisk.call(
                                Call.to(random.nextBoolean() ? UNANSWERED : "600")
                                        .hangingUpAt(after(random)));
                if (random.nextInt(4) == 0) {
                    hangUpWhileItRings(phone, after(random));
                }
                var _ = phone.ended().whenComplete((_, _) -> room.release());
                phones.add(phone);
            }
            room.acquire(AT_ONCE);
            assertThat(phones).allMatch(FakePhone::isOver);
            rig.awaitTidy();
            rig.intake.legs.calls().forEach(leg -> assertThat(leg.ending()).isNotEmpty());
            assertThat(rig.intake.legs.calls()).allMatch(leg -> leg.reportsAfterEnd() == 0);
        }
    }

    private static Duration after(Random random) {
        return Duration.ofMillis(random.nextInt(LONGEST_MS));
    }

    /// Or later, where it is answered before.
    private static void hangUpWhileItRings(FakePhone phone, Duration after) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            LockSupport.parkNanos(after.toNanos() / 20);
                            phone.hangUp();
                        });
    }
}
