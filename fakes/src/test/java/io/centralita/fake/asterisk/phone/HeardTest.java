package io.centralita.fake.asterisk.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.G711;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HeardTest {
    private static final long MS = 1_000_000;
    private static final byte[] LOUD =
            G711.encodeMuLaw(Tones.sine(400, -6, Duration.ofMillis(20), 8_000));
    private static final byte[] SILENT = G711.encodeMuLaw(new short[160]);

    private final Ear ear = new Ear(Format.ULAW, new Random(1));

    @Test
    void it_sounds_as_it_came_with_gaps_and_bursts() {
        ear.answered(100 * MS);
        ear.hear(Frame.of(Format.ULAW, LOUD), 200 * MS);
        ear.hear(Frame.of(Format.ULAW, LOUD), 200 * MS);
        ear.hear(Frame.of(Format.ULAW, LOUD), 400 * MS);
        var samples = ear.heard().recording().samples();
        assertThat(samples).hasSize(8 * 320);
        assertThat(samples[8 * 90]).isZero();
        assertThat(loudest(samples, 100, 140)).isGreaterThan(10_000);
        assertThat(loudest(samples, 140, 300)).isZero();
        assertThat(ear.heard().longestGap()).isEqualTo(Duration.ofMillis(200));
    }

    private static int loudest(short[] samples, int fromMs, int toMs) {
        int loudest = 0;
        for (int i = 8 * fromMs; i < 8 * toMs; i++) {
            loudest = Math.max(loudest, Math.abs(samples[i]));
        }
        return loudest;
    }

    @Test
    void one_can_wait_for_what_is_loud() {
        var loud = ear.first(packet -> packet.payload()[45] != (byte) 0xFF);
        ear.hear(Frame.of(Format.ULAW, SILENT), MS);
        assertThat(loud).isNotDone();
        ear.hear(Frame.of(Format.ULAW, LOUD), 21 * MS);
        assertThat(loud).isCompletedWithValueMatching(packet -> packet.atNanos() == 21 * MS);
        assertThat(ear.packet(2)).isCompleted();
        assertThat(ear.packet(3)).isNotDone();
        assertThat(ear.heard().firstAboveNanos(-20)).hasValue(21 * MS);
        assertThat(ear.heard().lastAboveNanos(-20)).hasValue(21 * MS);
        ear.hear(Frame.of(Format.ULAW, LOUD), 41 * MS);
        ear.hear(Frame.of(Format.ULAW, SILENT), 61 * MS);
        assertThat(ear.heard().firstAboveNanos(-20)).hasValue(21 * MS);
        assertThat(ear.heard().lastAboveNanos(-20)).hasValue(41 * MS);
        assertThat(ear.heard().packets().get(1).dbfs()).isBetween(-8.0, -5.0);
    }
}
