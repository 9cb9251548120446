package io.centralita.engine.pipeline;

import io.centralita.call.VirtualTime;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One session with scripted parts around it, a caller made of tones, and time that stands still.
final class PipelineRig implements AutoCloseable {
    static final AudioFormat LINE = AudioFormat.PCM_8K;
    private static final AtomicInteger CALLS = new AtomicInteger();

    final String callId = "rig-" + CALLS.incrementAndGet();
    final VirtualTime time = new VirtualTime();
    final ScriptedRecogniser recogniser = new ScriptedRecogniser();
    final ScriptedVoice voice = new ScriptedVoice();
    final ScriptedChat chat = new ScriptedChat();
    final Out out = new Out();
    final LinkedBlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();
    final List<EngineEvent> all = new CopyOnWriteArrayList<>();
    final EngineSession session;

    PipelineRig() {
        this(List.of());
    }

    PipelineRig(List<ToolDefinition> tools) {
        this(tools, List.of());
    }

    /// A session that takes a conversation over.
    PipelineRig(List<ToolDefinition> tools, List<HistoryEntry> history) {
        this(new Conduct("", "", tools, TurnTaking.AUTOMATIC, true), history);
    }

    PipelineRig(Conduct conduct) {
        this(conduct, List.of());
    }

    private PipelineRig(Conduct conduct, List<HistoryEntry> history) {
        var engine =
                new PipelineEngine(
                        "pipeline",
                        new PipelineParts(recogniser, chat, voice),
                        PipelineSettings.DEFAULTS,
                        time);
        session =
                engine.open(
                        new SessionSettings(
                                callId, Locale.of("es"), "Hola.", conduct, Map.of(), history, LINE),
                        event -> {
                            all.add(event);
                            events.add(event);
                        },
                        out);
    }

    /// The next event of the kind; what comes before it is skipped.
    <E extends EngineEvent> E next(Class<E> kind) throws InterruptedException {
        while (true) {
            var event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " after " + all);
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /// The caller says something: a buzz like a vowel, and the silence that ends the turn.
    void callerSays(String text) {
        recogniser.texts.add(text);
        silence(300);
        speech(800);
        silence(900);
    }

    void speech(int ms) {
        var pcm = new short[LINE.sampleRateHz() * ms / 1_000];
        for (int i = 0; i < pcm.length; i++) {
            double sample = 0;
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                sample += Math.sin(2 * Math.PI * 140 * harmonic * i / LINE.sampleRateHz());
            }
            pcm[i] = (short) (1_200 * sample);
        }
        hear(pcm);
    }

    void silence(int ms) {
        hear(new short[LINE.sampleRateHz() * ms / 1_000]);
    }

    private void hear(short[] pcm) {
        int frame = LINE.sampleRateHz() / 50;
        for (int i = 0; i < pcm.length; i += frame) {
            session.hear(Pcm.bytes(Arrays.copyOfRange(pcm, i, i + frame)));
        }
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about in 20 s");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    /// A playout that takes everything, or holds writers, or cuts.
    static final class Out implements SpeechOut {
        record Heard(AudioFormat format, List<byte[]> audio) {}

        private final Map<Long, Heard> utterances = new LinkedHashMap<>();
        private boolean held;
        private boolean cut;
        private int ended;

        synchronized void hold() {
            held = true;
        }

        synchronized void cutAll() {
            cut = true;
            notifyAll();
        }

        synchronized void letGo() {
            held = false;
            cut = false;
            notifyAll();
        }

        synchronized int count() {
            return utterances.size();
        }

        synchronized int ended() {
            return ended;
        }

        synchronized Duration length(long utterance) {
            var heard = utterances.get(utterance);
            if (heard == null) {
                return Duration.ZERO;
            }
            long bytes = heard.audio().stream().mapToLong(piece -> piece.length).sum();
            return heard.format().duration(bytes);
        }

        @Override
        public synchronized long begin(AudioFormat format) {
            utterances.put(utterances.size() + 1L, new Heard(format, new ArrayList<>()));
            return utterances.size();
        }

        @Override
        public synchronized boolean write(long utterance, byte[] audio)
                throws InterruptedException {
            var heard = utterances.get(utterance);
            if (heard == null) {
                throw new AssertionError("no such utterance " + utterance);
            }
            if (!cut) {
                heard.audio().add(audio);
            }
            while (held && !cut) {
                wait();
            }
            return !cut;
        }

        @Override
        public boolean offer(long utterance, byte[] audio) {
            throw new AssertionError("a pipeline may wait");
        }

        @Override
        public synchronized void end(long utterance) {
            ended++;
        }
    }
}
