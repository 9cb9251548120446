package io.centralita.app.bench.asterisk;

import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.pbx.DialPlan;
import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Random;

/// What callers do who hang up at random, the same ones for the same seed. Belongs to one thread.
final class RandomCalls {
    /// Answered by the dial plan.
    static final String ANSWERED = "600";

    /// Answered by us.
    private static final String RINGING = "601";

    private static final int LONGEST_MS = 3_000;

    /// Something that sounds like a caller, to a switchboard that listens for one.
    private static final Recording SOUND =
            new Recording(8_000, Tones.sine(440, -20, Duration.ofMillis(400), 8_000));

    private final Random random;

    RandomCalls(long seed) {
        random = new Random(seed);
    }

    /// An Asterisk that takes them.
    static Settings asterisk(int sessions) {
        return Settings.DEFAULT
                .withSessionLimit(sessions)
                .withDialPlan(
                        DialPlan.EMPTY
                                .with(
                                        ANSWERED,
                                        Step.answer(),
                                        Step.stasis(Settings.APPLICATION, "${EXTEN}"),
                                        Step.hangup())
                                .with(
                                        RINGING,
                                        Step.stasis(Settings.APPLICATION, "${EXTEN}"),
                                        Step.hangup()));
    }

    /// @param call as the phone makes it
    /// @param hangsUp after which the caller hangs up, counted from the first ringing
    record Planned(Call call, Duration hangsUp) {}

    /// The next one. A third of them hang up within 300 ms, while things are still being put
    /// together.
    Planned next(int number) {
        var call =
                Call.to(random.nextBoolean() ? ANSWERED : RINGING)
                        .from("+3460%07d".formatted(number));
        if (random.nextInt(4) == 0) {
            call = call.speakingAt(Duration.ofMillis(random.nextInt(1_500)), SOUND);
        }
        if (random.nextInt(4) == 0) {
            call = call.pressingAt(Duration.ofMillis(random.nextInt(1_500)), "12#");
        }
        if (random.nextInt(8) == 0) {
            call = call.holdingAt(Duration.ofMillis(random.nextInt(1_000)), Duration.ofMillis(500));
        }
        int most = random.nextInt(3) == 0 ? 300 : LONGEST_MS;
        return new Planned(call, Duration.ofMillis(random.nextInt(most)));
    }
}
