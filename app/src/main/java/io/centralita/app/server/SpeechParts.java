package io.centralita.app.server;

import io.centralita.app.settings.SpeechSettings;
import io.centralita.app.settings.SpeechSettings.Choice;
import io.centralita.app.settings.SpeechSettings.Server;
import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.PipelineSettings;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.speech.FailoverRecogniser;
import io.centralita.engine.speech.FailoverSynthesiser;
import io.centralita.engine.speech.HttpRecogniser;
import io.centralita.engine.speech.HttpSynthesiser;
import io.centralita.engine.speech.Patience;
import io.centralita.engine.speech.RecogniserOptions;
import io.centralita.engine.speech.SpeechPart;
import io.centralita.engine.speech.SpeechPlace;
import io.centralita.engine.speech.SpeechWatcher;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Makes the recogniser and the synthesiser of the engine `pipeline` as the settings have them: one
/// part, or several of which the next serves when one fails. Belongs to one thread.
final class SpeechParts {
    /// A part that failed is left alone for so long.
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    /// What the embedded recogniser needs for a turn, nearly always.
    private static final Duration OFFLINE_EARS = Duration.ofSeconds(2);

    /// Of a pipeline's deadline, what may pass before a server is asked and after it has answered.
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /// How long a voice is waited for behind which another stands: what a caller bears.
    private static final Duration FIRST_VOICE = Duration.ofSeconds(3);

    private final SpeechSettings settings;
    private final PipelineSettings pipeline;
    private final SpeechWatcher watcher;
    private final Time time;
    private final Closers closers;

    /// @param pipeline whose deadlines all parts of a kind have to keep together
    /// @param closers gets what has to be closed
    SpeechParts(
            SpeechSettings settings,
            PipelineSettings pipeline,
            SpeechWatcher watcher,
            Time time,
            Closers closers) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.watcher = watcher;
        this.time = time;
        this.closers = closers;
    }

    /// @param offline the embedded one; asked for only where it is to serve
    /// @param vocabulary what callers may say that is in no dictionary
    SpeechRecogniser recogniser(Supplier<SpeechRecogniser> offline, List<String> vocabulary) {
        var order = settings.recogniser().order();
        var parts =
                order.stream()
                        .map(
                                choice ->
                                        new SpeechPart<>(
                                                choice.partName(),
                                                switch (choice) {
                                                    case OFFLINE -> offline.get();
                                                    case OPENAI -> recogniserAt(vocabulary);
                                                }))
                        .toList();
        return parts.size() == 1
                ? parts.getFirst().part()
                : new FailoverRecogniser(parts, COOL_DOWN, watcher, time);
    }

    private SpeechRecogniser recogniserAt(List<String> vocabulary) {
        var wanted = settings.recogniser();
        var usual = RecogniserOptions.of(wanted.model(), vocabulary);
        var options =
                new RecogniserOptions(
                        wanted.model(), wanted.format().orElse(usual.format()), vocabulary);
        var within = pipeline.recognitionDeadline().minus(MARGIN);
        var patience =
                Patience.forText(followed(wanted.order()) ? within.minus(OFFLINE_EARS) : within);
        return closers.add(
                "recogniser", new HttpRecogniser(place(wanted.server(), patience), options, time));
    }

    /// @param offline the embedded one; asked for only where it is to serve
    SpeechSynthesiser synthesiser(Supplier<SpeechSynthesiser> offline) {
        var order = settings.synthesiser().order();
        var parts =
                order.stream()
                        .map(
                                choice ->
                                        new SpeechPart<>(
                                                choice.partName(),
                                                switch (choice) {
                                                    case OFFLINE -> offline.get();
                                                    case OPENAI -> synthesiserAt();
                                                }))
                        .toList();
        return parts.size() == 1
                ? parts.getFirst().part()
                : new FailoverSynthesiser(parts, COOL_DOWN, watcher, time);
    }

    private SpeechSynthesiser synthesiserAt() {
        var wanted = settings.synthesiser();
        var patience =
                Patience.forSpeech(
                        followed(wanted.order())
                                ? FIRST_VOICE
                                : pipeline.synthesisDeadline().minus(MARGIN));
        return closers.add(
                "synthesiser",
                new HttpSynthesiser(
                        place(wanted.server(), patience), wanted.options(), watcher, time));
    }

    /// Whether another part stands behind the server.
    private static boolean followed(List<Choice> order) {
        return order.indexOf(Choice.OPENAI) < order.size() - 1;
    }

    static SpeechPlace place(Server server, Patience patience) {
        return new SpeechPlace(
                Choice.OPENAI.partName(),
                server.baseUrl(),
                server.apiKey(),
                server.auth(),
                patience);
    }
}
