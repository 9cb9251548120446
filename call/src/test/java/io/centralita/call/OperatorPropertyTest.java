package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.OperatorSeat;
import io.centralita.call.watch.Seating;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Whatever happens in a call while people take it and leave it: where a person has it the caller
/// hears nobody else, and afterwards somebody goes on and comes to an end.
///
/// Sequences are numbered and repeat for the same number.
class OperatorPropertyTest {
    private static final long MANY = Long.getLong("operator.sequences", 2_000);
    private static final byte PERSON = (byte) 0x66;

    @Test
    void the_caller_hears_the_person_alone_and_is_left_with_nobody_at_no_time() {
        LongStream.range(0, MANY).parallel().forEach(seed -> new Sequence(seed).run());
    }

    private static final class Sequence {
        private final long seed;
        private final Random random;
        private final CallRig rig = new CallRig(CallRig.settings()).greeted();
        private final List<String> log = new ArrayList<>();
        private OperatorSeat seat = new NoSeat();
        private int tools;

        Sequence(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < 25 && !rig.ended(); step++) {
                happen(random.nextInt(12));
                pass(20L * random.nextInt(1, 80));
            }
            seat.lost();
            pass(120_000);
            assertThat(rig.ended()).as("%d: %s", seed, log).isTrue();
        }

        private void happen(int what) {
            log.add(rig.ms() + ":" + what);
            switch (what) {
                case 0, 1 -> {
                    if (rig.takesOver("ana") instanceof Seating.Taken(var given)) {
                        seat = given;
                    }
                }
                case 2 -> seat.handBack("x");
                case 3 -> seat.lost();
                case 4 -> rig.say(20L * random.nextInt(1, 100));
                case 5 -> {
                    rig.engine(new EngineEvent.CallerSpeechStarted());
                    pass(100);
                    rig.engine(new EngineEvent.CallerSpeechEnded(Duration.ZERO));
                    rig.engine(new EngineEvent.CallerSaid("sí"));
                }
                case 6 -> rig.engine(new EngineEvent.ReplyFinished());
                case 7 -> rig.asksTool("t" + tools++);
                case 8 -> rig.toolAnswers("t" + Math.max(0, tools - 1));
                case 9 -> rig.press("1");
                case 10 -> {
                    if (random.nextInt(10) == 0) {
                        rig.engine(new EngineEvent.Failed(new EngineFailure.Broken("chat", null)));
                    }
                }
                default -> seat.speak(loud());
            }
        }

        private void pass(long ms) {
            for (long left = ms; left > 0 && !rig.ended(); left -= 20) {
                boolean taken = rig.standing().turn() == CallView.Turn.WITH_OPERATOR;
                int heard = rig.heard().size();
                int said = rig.said().size();
                rig.pass(20);
                if (taken && rig.standing().turn() == CallView.Turn.WITH_OPERATOR) {
                    assertThat(rig.said()).as("%d: %s", seed, log).hasSize(said);
                    rig.heard().subList(heard, rig.heard().size()).stream()
                            .filter(CallRig.Heard::audible)
                            .forEach(
                                    frame ->
                                            assertThat(frame.frame().audio()[0])
                                                    .as("%d: %s", seed, log)
                                                    .isNotIn((byte) 0x20, (byte) 0x10));
                }
            }
        }

        private static byte[] loud() {
            var audio = new byte[OperatorSeat.FORMAT.bytes(Duration.ofMillis(100))];
            Arrays.fill(audio, PERSON);
            return audio;
        }
    }

    /// Of nobody.
    private static final class NoSeat implements OperatorSeat {
        @Override
        public boolean speak(byte[] audio) {
            return false;
        }

        @Override
        public void handBack(String note) {}

        @Override
        public void lost() {}
    }
}
