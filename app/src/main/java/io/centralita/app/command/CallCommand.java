package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.demo.Timeline;
import io.centralita.app.log.Logging;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Wav;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The test caller.
@Command(name = "call", sortOptions = false)
final class CallCommand implements Callable<Integer> {
    private static final int LARGEST_WAV = 64 * 1_024 * 1_024;
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(5);

    private final Terminal terminal;

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    List<Utterance> utterances = new ArrayList<>();

    @Option(names = "--to", paramLabel = "NUMBER", defaultValue = "+34900000000")
    String to = "";

    @Option(names = "--from", paramLabel = "NUMBER", defaultValue = "+34600000000")
    String from = "";

    @Option(names = "--url", paramLabel = "URL")
    @Nullable URI url;

    @Option(names = "--record", paramLabel = "OUT.wav")
    @Nullable Path recordTo;

    @Option(names = "--json")
    boolean json;

    @Option(names = "--language", paramLabel = "es|en")
    @Nullable String language;

    @Option(names = "--voice", paramLabel = "NAME", defaultValue = "")
    String voice = "";

    /// One thing to say; the order of the options is the order of speech.
    static final class Utterance {
        @Option(names = "--say", paramLabel = "TEXT")
        @Nullable String text;

        @Option(names = "--audio", paramLabel = "FILE.wav")
        @Nullable Path audio;
    }

    CallCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var settings = terminal.settings();
        Logging.start(Level.WARN, settings.log().level(), settings.log().file());
        var server = url == null ? local(settings) : url;
        if (!isWeb(server)) {
            terminal.say(terminal.messages().text("call.url", server));
            return Terminal.WRONG_USE;
        }
        for (var utterance : utterances) {
            if (utterance.audio != null && !Files.isReadable(utterance.audio)) {
                terminal.say(terminal.messages().text("call.no-file", utterance.audio));
                return Terminal.WRONG_USE;
            }
        }
        var said = speech(settings);
        var line =
                new Callers.Line(
                        server,
                        from,
                        to,
                        Optional.ofNullable(settings.twilioAuthToken()).map(Secret::value));
        CallResult result;
        try (var callers = new Callers(ChannelMetrics.NONE)) {
            result = callers.call(line, Callers.conversation(said), this::tell).get();
        }
        if (result.webhookMs() < 0) {
            terminal.say(terminal.messages().text("call.nobody", server));
            return Terminal.WANTING;
        }
        if (recordTo != null) {
            write(result.recording(), recordTo);
        }
        var report = report(settings, server, result);
        report.ifPresent(this::show);
        result.problems()
                .forEach(
                        problem ->
                                terminal.say(
                                        terminal.messages()
                                                .text(
                                                        "call.problem",
                                                        String.valueOf(problem.code()),
                                                        problem.detail())));
        var fine =
                result.ending().by() == CallResult.By.CALLER
                        && result.problems().isEmpty()
                        && !result.heard().isEmpty();
        if (!fine && result.ending().by() != CallResult.By.CALLER) {
            terminal.say(
                    terminal.messages()
                            .text(
                                    "call.ended-by",
                                    result.ending().by().name().toLowerCase(Locale.ROOT),
                                    result.ending().detail()));
        }
        return fine ? Terminal.FINE : Terminal.WANTING;
    }

    static boolean isWeb(URI address) {
        var scheme = address.getScheme();
        return address.getHost() != null
                && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
    }

    static URI local(Settings settings) {
        var outside = settings.http().publicUrl();
        return outside != null ? outside : URI.create("http://127.0.0.1:" + settings.http().port());
    }

    private List<short[]> speech(Settings settings)
            throws IOException, SynthesisException, InterruptedException {
        var spoken = new ArrayList<short[]>();
        var tongue = language == null ? settings.calls().language() : Locale.of(language);
        for (var utterance : utterances) {
            if (utterance.audio != null) {
                try (var in = Files.newInputStream(utterance.audio)) {
                    spoken.add(
                            Wav.read(in, LARGEST_WAV).at(CallRecording.SAMPLE_RATE_HZ).samples());
                }
            }
            if (utterance.text != null) {
                try (var synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
                    spoken.add(
                            Speech.of(synthesiser, utterance.text, new Voice(tongue, voice, 1))
                                    .at(CallRecording.SAMPLE_RATE_HZ)
                                    .samples());
                }
            }
        }
        return spoken;
    }

    /// Called on the caller's event loop; only formats a line.
    private void tell(CallerEvent event) {
        if (json) {
            return;
        }
        var timeline = new Timeline(terminal::print, terminal.messages().language());
        CallLines.of(event, terminal.messages())
                .ifPresent(line -> timeline.tell(line.at(), line.who(), line.text()));
    }

    private Optional<JsonNode> report(Settings settings, URI server, CallResult result)
            throws InterruptedException {
        try (var api =
                new ServerApi(
                        server,
                        Optional.ofNullable(settings.http().consolePassword())
                                .map(Secret::value))) {
            return api.report(result.callSid(), REPORT_PATIENCE);
        } catch (IOException e) {
            terminal.say(terminal.messages().text("call.no-report", String.valueOf(e)));
            return Optional.empty();
        }
    }

    private void show(JsonNode report) {
        if (json) {
            terminal.print(new JsonMapper().valueToTree(report).toPrettyString());
            return;
        }
        var timeline = new Timeline(terminal::print, terminal.messages().language());
        terminal.print("");
        for (var turn : report.path("turns")) {
            timeline.tell(
                    Duration.ofMillis(turn.path("startMs").asLong()),
                    terminal.messages()
                            .text("who." + turn.path("who").asText().toLowerCase(Locale.ROOT)),
                    "«" + turn.path("text").asText() + "»");
        }
    }

    static void write(CallRecording recording, Path file) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Wav.writeStereo(
                    out, recording.caller(), recording.assistant(), CallRecording.SAMPLE_RATE_HZ);
        }
    }
}
