package io.centralita.engine.chat;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatModel;
import io.centralita.engine.pipeline.PipelineEngine;
import io.centralita.engine.pipeline.PipelineParts;
import io.centralita.engine.pipeline.PipelineSettings;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Calls through a pipeline whose ears and voice are the test's and whose chat model is real.
final class TalkRig {
    private static final AudioFormat LINE = AudioFormat.PCM_8K;
    private static final Locale SPANISH = Locale.of("es");

    private TalkRig() {}

    /// One call.
    static final class Talk implements EngineListener, SpeechOut, AutoCloseable {
        private final ConcurrentLinkedQueue<ToolCall> asked = new ConcurrentLinkedQueue<>();
        private final List<EngineEvent> all = new CopyOnWriteArrayList<>();
        private final LinkedBlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();
        private final AtomicLong utterances = new AtomicLong();
        private final ArrayDeque<ToolCall> open = new ArrayDeque<>();
        private final Ears ears = new Ears();
        private final EngineSession session;

        Talk(ChatModel chat, String callId) {
            var engine =
                    new PipelineEngine(
                            "pipeline",
                            new PipelineParts(ears, chat, new Mouth()),
                            PipelineSettings.DEFAULTS,
                            Time.SYSTEM);
            session =
                    engine.open(
                            new SessionSettings(
                                    callId,
                                    SPANISH,
                                    "Hola, dime.",
                                    new Conduct(
                                            "You work for a provider.",
                                            "",
                                            List.of(ChatRig.tool("consultar_mikrotik")),
                                            TurnTaking.AUTOMATIC,
                                            true),
                                    Map.of(),
                                    List.of(),
                                    LINE),
                            this,
                            this);
        }

        EngineSession session() {
            return session;
        }

        <E extends EngineEvent> List<E> all(Class<E> kind) {
            return all.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /// Waits for the next event of the kind; what comes before it is skipped.
        void next(Class<? extends EngineEvent> kind) throws InterruptedException {
            EngineEvent event;
            do {
                event = events.poll(20, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("no " + kind.getSimpleName() + " after " + all);
                }
            } while (!kind.isInstance(event));
        }

        /// Waits until something comes of what the caller said.
        void nextSign() throws InterruptedException {
            EngineEvent event;
            do {
                event = events.poll(20, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("nothing after " + all);
                }
            } while (!(event instanceof EngineEvent.ReplyStarted
                    || event instanceof EngineEvent.ReplyFinished
                    || event instanceof EngineEvent.AssistantSaid));
        }

        /// The caller says something: a buzz like a vowel, and the silence that ends the turn.
        void callerSays(String text) {
            events.clear();
            ears.text = text;
            hear(new short[LINE.sampleRateHz() * 300 / 1_000]);
            var pcm = new short[LINE.sampleRateHz() * 500 / 1_000];
            for (int i = 0; i < pcm.length; i++) {
                double sample = 0;
                for (int harmonic = 1; harmonic <= 12; harmonic++) {
                    sample += Math.sin(2 * Math.PI * 140 * harmonic * i / LINE.sampleRateHz());
                }
                pcm[i] = (short) (1_200 * sample);
            }
            hear(pcm);
            hear(new short[LINE.sampleRateHz() * 800 / 1_000]);
        }

        private void hear(short[] pcm) {
            int frame = LINE.sampleRateHz() / 50;
            for (int i = 0; i < pcm.length; i += frame) {
                session.hear(Pcm.bytes(Arrays.copyOfRange(pcm, i, i + frame)));
            }
        }

        /// What was said last was heard so far only.
        void interrupt(int ms) {
            session.interrupted(utterances.get(), Duration.ofMillis(ms));
        }

        /// Some of the tools that run end, in any order; some of them twice.
        void answerTools(SplittableRandom random) {
            for (var next = asked.poll(); next != null; next = asked.poll()) {
                if (random.nextBoolean()) {
                    open.addFirst(next);
                } else {
                    open.addLast(next);
                }
            }
            for (int left = random.nextInt(open.size() + 1); left > 0; left--) {
                var call = open.poll();
                if (call != null) {
                    session.toolFinished(call.id(), "221 clientes");
                    if (random.nextInt(4) == 0) {
                        session.toolFinished(call.id(), "late");
                    }
                }
            }
        }

        /// Everything ends that is under way.
        void settle() throws InterruptedException {
            var left = new ArrayList<>(open);
            open.clear();
            left.addAll(asked);
            asked.clear();
            events.clear();
            left.forEach(call -> session.toolFinished(call.id(), "221 clientes"));
            if (!left.isEmpty()) {
                next(EngineEvent.ReplyFinished.class);
            }
        }

        @Override
        public void on(EngineEvent event) {
            all.add(event);
            if (event instanceof EngineEvent.ToolRequested(var call)) {
                asked.add(call);
            }
            events.add(event);
        }

        @Override
        public long begin(AudioFormat format) {
            return utterances.incrementAndGet();
        }

        @Override
        public boolean write(long utterance, byte[] audio) {
            return true;
        }

        @Override
        public boolean offer(long utterance, byte[] audio) {
            throw new AssertionError("a pipeline may wait");
        }

        @Override
        public void end(long utterance) {}

        @Override
        public void close() {
            session.close();
        }
    }

    /// Understands what the test says was said.
    private static final class Ears implements SpeechRecogniser {
        private volatile String text = "";

        @Override
        public int sampleRateHz() {
            return 16_000;
        }

        @Override
        public boolean speaks(Locale language) {
            return true;
        }

        @Override
        public Recognition open(Locale language, int bandwidthHz) {
            return new Recognition() {
                @Override
                public void accept(short[] pcm, int offset, int length) {}

                @Override
                public Transcript finish() {
                    return new Transcript(text, 1);
                }

                @Override
                public void close() {}
            };
        }
    }

    /// 20 ms a sentence.
    private static final class Mouth implements SpeechSynthesiser {
        @Override
        public int sampleRateHz() {
            return 22_050;
        }

        @Override
        public boolean speaks(Locale language) {
            return true;
        }

        @Override
        public void speak(String text, Voice voice, Sink sink) throws InterruptedException {
            sink.accept(new short[441], 0, 441);
        }
    }
}
