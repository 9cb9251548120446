package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.VirtualTime;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.TurnTaking;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel;
import io.centralita.engine.pipeline.PipelineEngine;
import io.centralita.engine.pipeline.PipelineParts;
import io.centralita.engine.pipeline.PipelineSettings;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.fake.model.wire.ToneAudio;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.Speaker;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.fake.speech.SpokenRequest;
import io.centralita.fake.speech.Trouble;
import io.centralita.media.AudioFormat;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A conversation through a session whose ears and voice are elsewhere; the audio is what counts.
@Timeout(60)
class SpeechSessionTest {
    private static final String GREETING = "Hola, soy la centralita.";
    private static final String ONE = "Hay doscientos clientes activos.";
    private static final String TWO = "Todos los routers van bien.";
    private static final int HZ = 24_000;

    /// A voice that is told from the other.
    private static final Speaker OTHER_TONE =
            request ->
                    Speaker.TONES.speak(
                            new SpokenRequest(
                                    5, request.input(), request.voice(), request.speed()));

    private final LinkedBlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();
    private final Out out = new Out();
    private final List<ChatMessage> asked = new ArrayList<>();

    /// Says both sentences to whatever it is asked.
    private final ChatModel chat =
            (request, sink) -> {
                asked.addAll(request.messages());
                sink.text(ONE + " " + TWO);
            };

    @Test
    void the_caller_is_understood_and_hears_every_sentence_once_and_whole() throws Exception {
        var settings = SpeechSettings.DEFAULT.withTexts("¿Cuántos clientes hay?");
        try (var rig = new SpeechRig(settings);
                var recogniser = rig.recogniser();
                var voice = rig.voice()) {
            var session = open(recogniser, voice);
            session.greet();
            next(EngineEvent.ReplyFinished.class);
            callerSpeaks(session);
            next(EngineEvent.ReplyFinished.class);
            session.close();

            assertThat(asked).contains(new ChatMessage.User("¿Cuántos clientes hay?"));
            var heard = rig.server.exchange(Endpoint.TRANSCRIPTIONS, 1).audio();
            assertThat(heard.duration().toMillis()).isBetween(700L, 1_800L);
            assertThat(Levels.rmsDbfs(heard.samples())).isGreaterThan(-30);
            assertThat(out.tones())
                    .containsExactly(
                            new Tone(1, Speaker.lengthMs(GREETING)),
                            new Tone(2, Speaker.lengthMs(ONE)),
                            new Tone(3, Speaker.lengthMs(TWO)));
        }
    }

    @Test
    void ears_and_voice_that_fail_are_replaced_without_a_word_lost_or_said_twice()
            throws Exception {
        var bad =
                SpeechSettings.DEFAULT
                        .withEvery(Endpoint.TRANSCRIPTIONS, new Trouble.Answer(503))
                        .with(Endpoint.SPEECH, 2, new Trouble.Reset())
                        .with(Endpoint.SPEECH, 3, new Trouble.Reset());
        var good = SpeechSettings.DEFAULT.withTexts("¿Cuántos clientes hay?");
        try (var first = new SpeechRig(bad);
                var second = new SpeechRig(good);
                var ears = first.recogniser();
                var otherEars = second.recogniser();
                var voice = first.voice();
                var otherVoice = second.voice()) {
            var session =
                    open(
                            new FailoverRecogniser(
                                    List.of(
                                            new SpeechPart<>("one", ears),
                                            new SpeechPart<>("two", otherEars)),
                                    Duration.ofSeconds(30),
                                    SpeechWatcher.NONE,
                                    new VirtualTime()),
                            new FailoverSynthesiser(
                                    List.of(
                                            new SpeechPart<>("one", voice),
                                            new SpeechPart<>("two", otherVoice)),
                                    Duration.ofSeconds(30),
                                    SpeechWatcher.NONE,
                                    new VirtualTime()));
            session.greet();
            next(EngineEvent.ReplyFinished.class);
            callerSpeaks(session);
            next(EngineEvent.ReplyFinished.class);
            session.close();

            assertThat(asked).contains(new ChatMessage.User("¿Cuántos clientes hay?"));
            // The second server counts its own requests.
            assertThat(out.tones())
                    .containsExactly(
                            new Tone(1, Speaker.lengthMs(GREETING) + Speaker.lengthMs(ONE)),
                            new Tone(2, Speaker.lengthMs(TWO)));
            assertThat(second.server.exchanges(Endpoint.SPEECH))
                    .extracting(exchange -> exchange.fields().get("input"))
                    .containsExactly(ONE, TWO);
        }
    }

    @Test
    void a_voice_that_breaks_off_is_followed_by_another_from_the_clause_that_was_cut()
            throws Exception {
        var answer = "El router tiene clientes, la interfaz WAN va bien; la otra no tiene.";
        // 2.7 s of a voice that is a little faster than usual: in the second clause.
        int bytes = 2 * HZ * 27 / 10;
        var bad =
                SpeechSettings.DEFAULT.with(Endpoint.SPEECH, 1, new Trouble.BreakOff(bytes, false));
        try (var first = new SpeechRig(bad);
                var second = new SpeechRig(SpeechSettings.DEFAULT.withSpeaker(OTHER_TONE));
                var recogniser = first.recogniser();
                var voice = first.voice();
                var otherVoice = second.voice()) {
            var both =
                    new FailoverSynthesiser(
                            List.of(
                                    new SpeechPart<>("one", voice),
                                    new SpeechPart<>("two", otherVoice)),
                            Duration.ofSeconds(30),
                            SpeechWatcher.NONE,
                            new VirtualTime());
            var session = open(recogniser, both, answer);
            session.greet();
            next(EngineEvent.ReplyFinished.class);
            session.close();

            var rest = "la interfaz WAN va bien; la otra no tiene.";
            assertThat(second.server.exchange(Endpoint.SPEECH, 1).fields())
                    .containsEntry("input", rest);
            assertThat(out.tones())
                    .containsExactly(new Tone(1, 2_700), new Tone(5, Speaker.lengthMs(rest)));
        }
    }

    @Test
    void without_another_part_the_call_is_told_which_one_broke() throws Exception {
        var bad = SpeechSettings.DEFAULT.withEvery(Endpoint.SPEECH, new Trouble.Answer(401));
        try (var rig = new SpeechRig(bad);
                var recogniser = rig.recogniser();
                var voice = rig.voice()) {
            var session = open(recogniser, voice);
            session.greet();
            assertThat(next(EngineEvent.Failed.class).failure())
                    .isInstanceOfSatisfying(
                            EngineFailure.Broken.class,
                            broken -> assertThat(broken.part()).isEqualTo("synthesiser"));
        }
    }

    private EngineSession open(SpeechRecogniser recogniser, SpeechSynthesiser voice)
            throws InterruptedException {
        return open(recogniser, voice, GREETING);
    }

    private EngineSession open(
            SpeechRecogniser recogniser, SpeechSynthesiser voice, String greeting)
            throws InterruptedException {
        var engine =
                new PipelineEngine(
                        "pipeline",
                        new PipelineParts(recogniser, chat, voice),
                        PipelineSettings.DEFAULTS,
                        new VirtualTime());
        var session =
                engine.open(
                        new SessionSettings(
                                "speech",
                                Locale.of("es"),
                                greeting,
                                new Conduct("", "", List.of(), TurnTaking.AUTOMATIC, true),
                                Map.of(),
                                List.of(),
                                AudioFormat.PCM_8K),
                        events::add,
                        out);
        next(EngineEvent.Ready.class);
        return session;
    }

    private <E extends EngineEvent> E next(Class<E> kind) throws InterruptedException {
        while (true) {
            var event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName());
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    private static void callerSpeaks(EngineSession session) {
        hear(session, new short[2_400]);
        var wide = SpeechRig.speech(800);
        var narrow = new short[wide.length / 2];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = wide[2 * i];
        }
        hear(session, narrow);
        hear(session, new short[7_200]);
    }

    private static void hear(EngineSession session, short[] pcm) {
        for (int i = 0; i < pcm.length; i += 160) {
            session.hear(Pcm.bytes(Arrays.copyOfRange(pcm, i, i + 160)));
        }
    }

    /// @param number of the request whose tone it is
    /// @param ms with the pauses inside and after it
    private record Tone(int number, int ms) {}

    /// Takes everything and finds the tones in it.
    private static final class Out implements SpeechOut {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private long utterances;

        @Override
        public synchronized long begin(AudioFormat format) {
            assertThat(format.sampleRateHz()).isEqualTo(HZ);
            return ++utterances;
        }

        @Override
        public synchronized boolean write(long utterance, byte[] audio) {
            all.writeBytes(audio);
            return true;
        }

        @Override
        public boolean offer(long utterance, byte[] audio) {
            throw new AssertionError("a pipeline may wait");
        }

        @Override
        public void end(long utterance) {}

        /// In the order in which they were heard. A tone lasts until the next begins.
        synchronized List<Tone> tones() {
            var samples = Pcm.samples(all.toByteArray());
            var tones = new ArrayList<Tone>();
            int slot = HZ / 50;
            for (int at = 0; at < samples.length; at += slot) {
                var piece = Arrays.copyOfRange(samples, at, Math.min(at + slot, samples.length));
                int ms = piece.length * 1_000 / HZ;
                int number = Levels.rmsDbfs(piece) < -40 ? 0 : pitch(piece);
                if (!tones.isEmpty() && (number == 0 || tones.getLast().number() == number)) {
                    var last = tones.removeLast();
                    tones.add(new Tone(last.number(), last.ms() + ms));
                } else {
                    tones.add(new Tone(number, ms));
                }
            }
            return tones;
        }

        private static int pitch(short[] samples) {
            int best = 0;
            double most = 0;
            for (int number = 1; number < 8; number++) {
                double energy = energy(samples, ToneAudio.frequencyHz(number));
                if (energy > most) {
                    most = energy;
                    best = number;
                }
            }
            return best;
        }

        private static double energy(short[] samples, int hz) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < samples.length; i++) {
                double angle = 2 * Math.PI * hz * i / HZ;
                re += samples[i] * Math.cos(angle);
                im += samples[i] * Math.sin(angle);
            }
            return re * re + im * im;
        }
    }
}
