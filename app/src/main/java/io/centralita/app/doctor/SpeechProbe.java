package io.centralita.app.doctor;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SpeechSettings.Choice;
import io.centralita.app.settings.SpeechSettings.Server;
import io.centralita.call.scope.Time;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.engine.speech.HttpRecogniser;
import io.centralita.engine.speech.HttpSynthesiser;
import io.centralita.engine.speech.Patience;
import io.centralita.engine.speech.RecogniserOptions;
import io.centralita.engine.speech.SpeechPlace;
import io.centralita.engine.speech.SpeechWatcher;
import io.centralita.media.Pcm;
import io.centralita.media.Recording;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Has a sentence spoken and written down by the servers that calls would use, the embedded voice
/// where only the ears are a server's. Belongs to one thread.
final class SpeechProbe implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final Locale language;
    private final SpeechSynthesiser voice;
    private final @Nullable HttpRecogniser ears;

    SpeechProbe(Settings settings) throws SynthesisException {
        language = settings.calls().language();
        var speech = settings.speech();
        var speaks = speech.synthesiser();
        voice =
                speaks.order().contains(Choice.OPENAI)
                        ? new HttpSynthesiser(
                                place(speaks.server(), Patience.forSpeech(WITHIN)),
                                speaks.options(),
                                SpeechWatcher.NONE,
                                Time.SYSTEM)
                        : EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
        var hears = speech.recogniser();
        ears =
                hears.order().contains(Choice.OPENAI)
                        ? new HttpRecogniser(
                                place(hears.server(), Patience.forText(WITHIN)),
                                options(hears.model(), hears.format().orElse(null)),
                                Time.SYSTEM)
                        : null;
    }

    private static RecogniserOptions options(
            String model, RecogniserOptions.@Nullable Format format) {
        return format == null
                ? RecogniserOptions.of(model, List.of())
                : new RecogniserOptions(model, format, List.of());
    }

    private static SpeechPlace place(Server server, Patience patience) {
        return new SpeechPlace(
                Choice.OPENAI.partName(),
                server.baseUrl(),
                server.apiKey(),
                server.auth(),
                patience);
    }

    /// A part did not do its work; the cause says why.
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(Exception of) {
            super(of.getMessage(), of.getCause());
        }
    }

    /// @param recording what came
    record Spoken(Duration toFirstAudio, Recording recording) {
        Duration audio() {
            return recording.duration();
        }
    }

    record Heard(Duration took, String text) {}

    Spoken speak(String sentence) throws Failure, InterruptedException {
        var audio = new ByteArrayOutputStream();
        var first = new AtomicLong();
        long asked = System.nanoTime();
        try {
            voice.speak(
                    sentence,
                    Voice.of(language),
                    (pcm, offset, length) -> {
                        first.compareAndSet(0, System.nanoTime());
                        audio.writeBytes(Pcm.bytes(pcm, offset, length));
                        return true;
                    });
        } catch (SynthesisException e) {
            throw new Failure(e);
        }
        return new Spoken(
                Duration.ofNanos(first.get() - asked),
                new Recording(voice.sampleRateHz(), Pcm.samples(audio.toByteArray())));
    }

    /// Whether there is somebody to write it down.
    boolean hears() {
        return ears != null;
    }

    Heard hear(Spoken spoken) throws Failure, InterruptedException {
        var listening = ears;
        if (listening == null) {
            throw new IllegalStateException("nobody hears");
        }
        var samples = spoken.recording().at(listening.sampleRateHz()).samples();
        long asked = System.nanoTime();
        try (var recognition = listening.open(language, voice.sampleRateHz() / 2)) {
            recognition.accept(samples, 0, samples.length);
            var text = recognition.finish().text();
            return new Heard(Duration.ofNanos(System.nanoTime() - asked), text);
        } catch (RecognitionException e) {
            throw new Failure(e);
        }
    }

    @Override
    public void close() {
        voice.close();
        if (ears != null) {
            ears.close();
        }
    }
}
