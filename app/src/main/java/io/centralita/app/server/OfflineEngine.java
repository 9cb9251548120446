package io.centralita.app.server;

import io.centralita.app.settings.EmbeddedNeeds;
import io.centralita.app.settings.Settings;
import io.centralita.call.engine.Engine;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.offline.OfflineChatModel;
import io.centralita.engine.offline.ears.SphinxRecogniser;
import io.centralita.engine.offline.ears.Vocabulary;
import io.centralita.engine.phrase.ShippedPhrases;
import io.centralita.engine.pipeline.ChatModel;
import io.centralita.engine.pipeline.PipelineEngine;
import io.centralita.engine.pipeline.PipelineParts;
import io.centralita.engine.pipeline.PipelineSettings;
import io.centralita.engine.pipeline.RenderedPhrases;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedded parts, which need no account: recogniser, chat model and voice, as far as calls
/// need them, and the engine that is made of them.
final class OfflineEngine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OfflineEngine.class);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    /// What can be asked of a network whose names we do not know.
    private static final List<String> USUAL_INTERFACES = List.of("WAN", "LAN");

    private static final Vocabulary NOTHING = new Vocabulary(List.of(), List.of(), List.of());

    private final Closers closers;
    private final @Nullable SpeechRecogniser ears;
    private final @Nullable SpeechSynthesiser voice;
    private final ChatModel chat;
    private final PipelineSettings pipeline;
    private final PhraseAudio phrases;
    private final Vocabulary vocabulary;

    private OfflineEngine(
            Closers closers,
            @Nullable SpeechRecogniser ears,
            @Nullable SpeechSynthesiser voice,
            PipelineSettings pipeline,
            PhraseAudio phrases,
            Vocabulary vocabulary) {
        this.closers = closers;
        this.ears = ears;
        this.voice = voice;
        this.chat = closers.add("chat", new OfflineChatModel());
        this.pipeline = pipeline;
        this.phrases = phrases;
        this.vocabulary = vocabulary;
    }

    /// Loads the models that some engine needs and renders the switchboard's own sentences; takes
    /// some seconds. A voice that no engine needs is used for the sentences where there is one.
    ///
    /// @param voices the machine's
    /// @param watcher sees how long recognition takes
    /// @param network whose names callers may say; null where it is somebody else's
    static OfflineEngine open(
            Settings settings,
            MachineVoice voices,
            HouseSentences sentences,
            @Nullable NetworkService network,
            ServerWatcher watcher)
            throws StartFailure, InterruptedException {
        var needs = EmbeddedNeeds.of(settings);
        var closers = new Closers();
        try {
            var voice = voice(settings, needs, voices, closers);
            var vocabulary = needs.names() ? vocabulary(network) : NOTHING;
            var ears = needs.ears() ? ears(vocabulary, watcher, closers) : null;
            return new OfflineEngine(
                    closers,
                    ears,
                    voice,
                    settings.pipeline(),
                    phrases(settings, sentences, voice),
                    vocabulary);
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            closers.close();
            throw e;
        }
    }

    /// @param name under which calls book it
    Engine engine(String name) {
        var parts = new PipelineParts(recogniser(), chat, synthesiser());
        return new PipelineEngine(name, parts, pipeline, Time.SYSTEM);
    }

    /// The embedded recogniser, for engines that need it; it is closed with this.
    SpeechRecogniser recogniser() {
        return Objects.requireNonNull(ears, "no engine was to need the recogniser");
    }

    /// The embedded voice, for engines that need it; it is closed with this.
    SpeechSynthesiser synthesiser() {
        return Objects.requireNonNull(voice, "no engine was to need the voice");
    }

    /// The machine's voice, whoever needs it; it is closed with this.
    Optional<SpeechSynthesiser> machineVoice() {
        return Optional.ofNullable(voice);
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

    private static @Nullable SpeechSynthesiser voice(
            Settings settings, EmbeddedNeeds needs, MachineVoice voices, Closers closers)
            throws StartFailure {
        try {
            return closers.add("voice", voices.open());
        } catch (SynthesisException e) {
            if (needs.voice()) {
                throw new StartFailure("start.no-voice", e);
            }
            log.atWarn()
                    .addKeyValue("missing", e.getMessage())
                    .addKeyValue("engine", settings.calls().engine().engineName())
                    .log(
                            "no voice on this machine; no engine needs it, and the switchboard's"
                                    + " own sentences are those that come with the program");
            return null;
        }
    }

    private static SpeechRecogniser ears(
            Vocabulary vocabulary, ServerWatcher watcher, Closers closers) throws StartFailure {
        try {
            var ears = closers.add("ears", new SphinxRecogniser(vocabulary));
            return new WatchedRecogniser(ears, watcher);
        } catch (RecognitionException e) {
            throw new StartFailure("start.no-ears", e, String.valueOf(e.getMessage()));
        }
    }

    /// In the voice of this machine; where that fails or is missing, as the program brings them.
    /// What tools have to say comes with no program: without that voice it is not said.
    private static PhraseAudio phrases(
            Settings settings, HouseSentences sentences, @Nullable SpeechSynthesiser voice)
            throws InterruptedException {
        var language = settings.calls().language();
        var formats = LegFormats.of(settings);
        var shipped = ShippedPhrases.loadAll(formats);
        if (voice == null) {
            return shipped;
        }
        var rendered =
                RenderedPhrases.render(voice, Map.of(language, sentences.in(language)), formats);
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
