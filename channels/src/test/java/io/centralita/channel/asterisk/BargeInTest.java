package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.Signals;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.audio.Samples;
import io.centralita.fake.asterisk.phone.HeardPacket;
import io.centralita.media.Codec;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// How much of a speech is still heard at the phone once it was decided that the caller interrupts
/// it: counted in audio, not by a clock.
final class BargeInTest {
    private static final Duration MOST = Duration.ofMillis(60);
    private static final int ROUNDS = 5;
    private static final double LOUD_DBFS = -30;

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void phone_hears_sixty_milliseconds_more_at_most(Transport kind) {
        try (var rig = new SocketRig(kind, new ScriptedLegs.Behaviour() {}, Settings.DEFAULT)) {
            var phone = rig.asterisk.call(Call.to("600"));
            CallsRig.await(() -> !rig.intake.legs.calls().isEmpty());
            var leg = rig.intake.legs.only();
            var shortest = Duration.ofDays(1);
            for (int round = 0; round < ROUNDS; round++) {
                var heard = heardAfterInterruption(leg, phone);
                // A machine that stalls in between makes it longer, nothing makes it shorter.
                shortest = heard.compareTo(shortest) < 0 ? heard : shortest;
            }
            assertThat(shortest).isLessThanOrEqualTo(MOST);
            phone.hangUp();
            rig.awaitTidy();
        }
    }

    /// Says ten seconds and drops them after half a second.
    private static Duration heardAfterInterruption(ScriptedLegs.Call leg, FakePhone phone) {
        int before = loud(phone.heard().packets()).size();
        say(leg, Signals.tone(440, 10_000));
        leg.leg().speechWaits();
        CallsRig.await(() -> loud(phone.heard().packets()).size() >= before + 25);
        int decided = loud(phone.heard().packets()).size();
        leg.beSilent();
        CallsRig.await(() -> isSilentFor(phone, Duration.ofMillis(400)));
        var all = loud(phone.heard().packets());
        var late = all.subList(decided, all.size());
        return Duration.ofMillis(late.stream().mapToInt(BargeInTest::milliseconds).sum());
    }

    private static void say(ScriptedLegs.Call leg, short[] samples) {
        var format = leg.leg().format();
        var audio = format.codec() == Codec.PCM16 ? Pcm.bytes(samples) : G711.encodeMuLaw(samples);
        for (int from = 0; from < audio.length; from += format.frameBytes()) {
            leg.say(Arrays.copyOfRange(audio, from, from + format.frameBytes()));
        }
    }

    private static boolean isSilentFor(FakePhone phone, Duration time) {
        long last = phone.heard().lastAboveNanos(LOUD_DBFS).orElseThrow();
        return phone.nanoTime() - last > TimeUnit.MILLISECONDS.toNanos(time.toMillis());
    }

    private static List<HeardPacket> loud(List<HeardPacket> packets) {
        return packets.stream()
                .filter(
                        packet ->
                                Levels.rmsDbfs(
                                                new Samples(packet.format())
                                                        .decode(packet.payload()))
                                        > LOUD_DBFS)
                .toList();
    }

    /// μ-law.
    private static int milliseconds(HeardPacket packet) {
        return packet.payload().length / 8;
    }
}
