package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.engine.Engine;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.offline.OfflineChatModel;
import io.centralita.engine.offline.ears.SphinxRecogniser;
import io.centralita.engine.offline.ears.Vocabulary;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.phrase.ShippedPhrases;
import io.centralita.engine.pipeline.PipelineEngine;
import io.centralita.engine.pipeline.PipelineParts;
import io.centralita.engine.pipeline.PipelineSettings;
import io.centralita.engine.pipeline.RenderedPhrases;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The engines of embedded parts: recogniser, chat model and voice that need no account.
final class OfflineEngine implements AutoCloseable {
    /// What callers' lines carry.
    static final Set<AudioFormat> LEG_FORMATS =
            Set.of(AudioFormat.PCMU_8K, AudioFormat.PCMA_8K, AudioFormat.PCM_24K);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    /// What can be asked of a network whose names we do not know.
    private static final List<String> USUAL_INTERFACES = List.of("WAN", "LAN");

    private final Closers closers;
    private final PipelineParts parts;
    private final PipelineSettings pipeline;
    private final PhraseAudio phrases;
    private final Vocabulary vocabulary;

    private OfflineEngine(
            Closers closers,
            PipelineParts parts,
            PipelineSettings pipeline,
            PhraseAudio phrases,
            Vocabulary vocabulary) {
        this.closers = closers;
        this.parts = parts;
        this.pipeline = pipeline;
        this.phrases = phrases;
        this.vocabulary = vocabulary;
    }

    /// Loads the models and renders the switchboard's own sentences; takes some seconds.
    ///
    /// @param watcher sees how long recognition takes
    /// @param network whose names callers may say; null where it is somebody else's
    static OfflineEngine open(
            Settings settings,
            HouseSentences sentences,
            @Nullable NetworkService network,
            ServerWatcher watcher)
            throws StartFailure, InterruptedException {
        var closers = new Closers();
        try {
            var voice = closers.add("voice", EspeakSynthesiser.open(EspeakSettings.DEFAULTS));
            var vocabulary = vocabulary(network);
            var ears = closers.add("ears", new SphinxRecogniser(vocabulary));
            var watched = new WatchedRecogniser(ears, watcher);
            var chat = closers.add("chat", new OfflineChatModel());
            return new OfflineEngine(
                    closers,
                    new PipelineParts(watched, chat, voice),
                    PipelineSettings.DEFAULTS.withSilence(settings.calls().endpointSilence()),
                    phrases(settings, sentences, voice),
                    vocabulary);
        } catch (SynthesisException e) {
            closers.close();
            throw new StartFailure("start.no-voice", e);
        } catch (RecognitionException e) {
            closers.close();
            throw new StartFailure("start.no-ears", e, String.valueOf(e.getMessage()));
        } catch (InterruptedException | RuntimeException e) {
            closers.close();
            throw e;
        }
    }

    /// @param name under which calls book it
    Engine engine(String name) {
        return new PipelineEngine(name, parts, pipeline, Time.SYSTEM);
    }

    /// The embedded parts; they are closed with this.
    PipelineParts parts() {
        return parts;
    }

    PipelineSettings pipeline() {
        return pipeline;
    }

    /// Names that callers may say.
    List<String> names() {
        return Stream.concat(vocabulary.identities().stream(), vocabulary.interfaces().stream())
                .distinct()
                .toList();
    }

    PhraseAudio phrases() {
        return phrases;
    }

    @Override
    public void close() {
        closers.close();
    }

    /// In the voice of this machine; where that fails, as the program brings them. What tools have
    /// to say comes with no program: without that voice it is not said.
    private static PhraseAudio phrases(
            Settings settings, HouseSentences sentences, EspeakSynthesiser voice)
            throws InterruptedException {
        var language = settings.calls().language();
        var rendered =
                RenderedPhrases.render(
                        voice, Map.of(language, sentences.in(language)), LEG_FORMATS);
        var shipped = ShippedPhrases.load(language, LEG_FORMATS);
        return PhraseAudio.firstOf(List.of(rendered, shipped));
    }

    private static Vocabulary vocabulary(@Nullable NetworkService network)
            throws InterruptedException {
        if (network == null) {
            return new Vocabulary(List.of(), List.of(), USUAL_INTERFACES);
        }
        var names = network.vocabulary();
        var numbers =
                names.routers().stream()
                        .flatMap(name -> NUMBER.matcher(name).results())
                        .map(found -> Integer.valueOf(found.group()))
                        .toList();
        return new Vocabulary(numbers, names.identities(), names.interfaces());
    }
}
