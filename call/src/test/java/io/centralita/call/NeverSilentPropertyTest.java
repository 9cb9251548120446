package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Whatever the engine, its tools and the caller do, in whatever order: a caller who waits for us
/// never hears silence for longer than the budget while the call lives, no wording is heard twice
/// running, and nobody is given up on while a tool runs.
///
/// Sequences are numbered and repeat for the same number; `-Dguard.sequences=…` runs more or fewer.
class NeverSilentPropertyTest {
    private static final long MANY = Long.getLong("guard.sequences", 20_000);

    private static final Set<Saying> LAST_WORDS =
            Set.of(Phrase.NO_ANSWER, Phrase.TECHNICAL_PROBLEM, Phrase.NOBODY_THERE);

    /// Two beats, as the rig looks at the clock once a beat.
    private static final long MOST_MS = 2_500 + 40;

    @Test
    void a_caller_who_waits_always_hears_something() {
        LongStream.range(0, MANY).parallel().forEach(seed -> new Sequence(seed).run());
    }

    /// One call in which anything happens.
    private static final class Sequence {
        private final long seed;
        private final Random random;
        private final CallRig rig;
        private final List<String> log = new ArrayList<>();
        private final List<String> tools = new ArrayList<>();
        private int toolsAsked;
        private int resultsSeen;

        // What the caller would say of the call, known from what happened to it alone.
        private boolean busy = true;
        private boolean speaking;
        private boolean leaving;
        private boolean held;
        private int heardBeforeHold;
        private long waitsSinceMs;

        Sequence(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.rig =
                    new CallRig(CallRig.settings(), Duration.ofMillis(20L * random.nextInt(0, 16)));
        }

        void run() {
            for (int step = 0; step < 25 && !rig.ended() && !leaving; step++) {
                happen(random.nextInt(14));
                takeNoteOfResults(); // no time may pass before the next event
                pass(20L * random.nextInt(random.nextInt(4) == 0 ? 400 : 60));
            }
            pass(40_000);
            hold(false);
            pass(40_000);
            for (int i = 1; i < rig.said().size(); i++) {
                assertThat(rig.said().get(i).text())
                        .as("%d: %s", seed, log)
                        .isNotEqualTo(rig.said().get(i - 1).text());
            }
        }

        private void happen(int what) {
            log.add(rig.ms() + ":" + what);
            switch (what) {
                case 0 -> rig.engine(new EngineEvent.Ready());
                case 1 -> {
                    speaking = true;
                    rig.engine(new EngineEvent.CallerSpeechStarted());
                }
                case 2, 3 -> {
                    if (speaking) {
                        waits(true);
                        speaking = false;
                        rig.engine(new EngineEvent.CallerSpeechEnded(Duration.ZERO));
                        rig.engine(new EngineEvent.CallerSaid(random.nextBoolean() ? "" : "sí"));
                    }
                }
                case 4 -> {
                    waits(true);
                    rig.engine(new EngineEvent.ReplyStarted());
                }
                case 5 -> rig.say(20L * random.nextInt(1, 200));
                case 6 -> rig.saySilence(20L * random.nextInt(1, 400));
                case 7 -> speakBrokenly();
                case 8 -> {
                    busy = false;
                    rig.engine(new EngineEvent.ReplyFinished());
                }
                case 9 -> {
                    if (tools.size() < 3) {
                        waits(busy);
                        tools.add("t" + toolsAsked++);
                        rig.asksTool(tools.getLast());
                    }
                }
                case 10 -> {
                    if (!tools.isEmpty()) {
                        rig.toolAnswers(tools.getFirst());
                    }
                }
                case 11 -> hold(true);
                case 12 -> hold(false);
                default -> trouble();
            }
        }

        private void hold(boolean on) {
            if (held && !on) {
                waitsSinceMs = rig.ms();
            }
            held = on;
            heardBeforeHold = rig.heard().size();
            rig.hold(on);
        }

        private void trouble() {
            switch (random.nextInt(4)) {
                case 0 -> {
                    leaving = true;
                    rig.engine(new EngineEvent.Farewell());
                }
                case 1 -> {
                    leaving = true;
                    rig.engine(new EngineEvent.Failed(new EngineFailure.Broken("chat", null)));
                }
                default -> {
                    waits(true);
                    speaking = false;
                    rig.engine(
                            new EngineEvent.TakenOver(
                                    "other", new EngineFailure.Broken("chat", null)));
                }
            }
        }

        /// Some speech, some silence, and the end of it perhaps never.
        private void speakBrokenly() {
            var id = rig.playout().begin(AudioFormat.PCMU_8K);
            rig.playout().offer(id, CallRig.speech(20L * random.nextInt(1, 60)));
            if (random.nextInt(3) > 0) {
                rig.playout().end(id);
            }
        }

        /// A tool's result, its own or that of the last resort, is the engine's to talk about.
        private void takeNoteOfResults() {
            for (; resultsSeen < rig.told().size(); resultsSeen++) {
                if (rig.told().get(resultsSeen) instanceof Command.SendToolResult(var id, _)) {
                    tools.remove(id);
                    busy = true;
                }
            }
        }

        private void waits(boolean engineToo) {
            if (!waiting()) {
                waitsSinceMs = rig.ms();
            }
            busy = engineToo;
        }

        private boolean waiting() {
            return !speaking && (busy || !tools.isEmpty());
        }

        private void pass(long ms) {
            for (long left = ms; left > 0 && !rig.ended(); left -= 20) {
                rig.pass(20);
                takeNoteOfResults();
                leaving |=
                        !rig.said().isEmpty() && LAST_WORDS.contains(rig.said().getLast().saying());
                if (held) {
                    assertThat(rig.heard()).as("%d: %s", seed, log).hasSize(heardBeforeHold);
                } else if (waiting() && !leaving && !rig.ended()) {
                    long from =
                            Math.max(
                                    waitsSinceMs, (rig.lastSoundEnd() - CallRig.START) / 1_000_000);
                    assertThat(rig.ms() - from)
                            .as(
                                    "sequence %d at %d ms: %s, said %s",
                                    seed, rig.ms(), log, rig.said())
                            .isLessThanOrEqualTo(MOST_MS);
                }
            }
            if (rig.ended() && rig.end().reason().equals("silence")) {
                assertThat(tools).as("sequence %d: %s", seed, log).isEmpty();
            }
        }
    }
}
