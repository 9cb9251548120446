package io.centralita.fake.asterisk.pbx;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/// Numbers and names for what is new.
final class Ids {
    private final Timeline timeline;
    private final Random random;
    private int channels;
    private int sipCalls;
    private int localCalls;
    private int attendants;
    private int snoops;

    Ids(Timeline timeline, long seed) {
        this.timeline = timeline;
        this.random = new Random(seed);
    }

    /// Seconds of the clock and a count, as Asterisk has them.
    String channel() {
        return timeline.now().getEpochSecond() + "." + channels++;
    }

    String uuid() {
        return new UUID(
                        (random.nextLong() & ~0xF000L) | 0x4000L,
                        (random.nextLong() >>> 2) | Long.MIN_VALUE)
                .toString();
    }

    String sipChannel(String endpoint) {
        return "PJSIP/" + endpoint + "-" + hex(sipCalls++);
    }

    /// Both halves of it, without `;1` or `;2`.
    String localChannel(String extenAtContext) {
        return "Local/" + extenAtContext + "-" + hex(localCalls++);
    }

    String attendant(String kind) {
        return kind + "/ARI-" + hex(attendants++) + ";2";
    }

    String snoop(Channel spied) {
        return "Snoop/" + spied.id + "-" + hex(snoops++);
    }

    String address() {
        return String.format(Locale.ROOT, "0x7fbc%08x", random.nextInt() & 0xFFFFFFF0);
    }

    private static String hex(int number) {
        return String.format(Locale.ROOT, "%08x", number);
    }
}
