package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.demo.AnswerJudge;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.Occasion;
import io.centralita.fake.model.Role;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.Recording;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The real switchboard with a fake of the realtime model behind it, called as Twilio calls. Nobody
/// gets to see its key: [#close] looks through all that was logged.
final class OpenAiHouse implements AutoCloseable {
    /// Easy to find wherever it may have got to.
    static final String KEY = "sk-find-me-4711";

    static final String QUESTION = "¿Cuántos clientes hay en router-146?";
    static final Locale SPANISH = Locale.of("es");

    /// What callers say where only the model listens: it knows the [#QUESTION] all the same.
    static final String SHORT = "¿Cuántos hay?";

    /// What the clock says, at any hour.
    static final Pattern TIME = Pattern.compile("(Son las|Es la) ");

    static final String GREETING = "Hola, dime.";

    /// After which a caller takes a reply for finished.
    static final Duration REPLY_SILENCE = Duration.ofSeconds(1);

    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    final ModelServer model;
    final Server server;
    private final LogWatch log = new LogWatch();
    private final Callers callers = new Callers(ChannelMetrics.NONE);
    private final Locale language;
    private volatile Brain brain = Brains.echo();

    /// @param service how the model's server is; its brain is [#answering]
    OpenAiHouse(Path directory, Settings service, Map<String, String> changes) throws Exception {
        this(directory, service, MachineVoice.ESPEAK, changes);
    }

    /// @param voices what the switchboard's machine can speak with
    OpenAiHouse(Path directory, Settings service, MachineVoice voices, Map<String, String> changes)
            throws Exception {
        model =
                ModelServer.start(
                        vertx, service.withKey(KEY).withBrain(occasion -> brain.respond(occasion)));
        var environment = new HashMap<>(Map.of("ENGINE", "openai", "LANGUAGE", "es"));
        environment.put("OPENAI_API_KEY", KEY);
        environment.put("OPENAI_BASE_URL", model.httpUri() + "/v1");
        environment.put("DATA_DIR", directory.resolve(UUID.randomUUID().toString()).toString());
        environment.putAll(changes);
        language = Locale.of(environment.get("LANGUAGE"));
        server = Server.start(settings(directory, environment), voices, ServerWatcher.NOBODY);
    }

    /// Calls are answered at once, unless the changes say how they ring.
    private static io.centralita.app.settings.Settings settings(
            Path directory, Map<String, String> environment) throws Exception {
        var read = SettingsReader.read(directory, environment).settings();
        var alone = read.alone();
        return environment.containsKey("RINGING")
                ? alone.with(alone.calls().with(read.calls().ringing()))
                : alone;
    }

    /// A service whose callers ask the usual question.
    static Settings service() {
        return Settings.DEFAULT.withTranscriber(_ -> QUESTION, Duration.ofMillis(50));
    }

    /// What the model does beside greeting and going on where it was cut off.
    void answering(Function<Occasion, Script> answer) {
        brain =
                occasion -> {
                    var instructions = occasion.request().instructions();
                    if (instructions != null && instructions.startsWith("The call begins")) {
                        return Brains.speech(GREETING);
                    }
                    return answer.apply(occasion);
                };
    }

    /// Asks for these once, chats while they run, and passes on what they return.
    void lookingUp(Script.Step.Call... calls) {
        answering(
                occasion -> {
                    var outputs = outputs(occasion.items());
                    if (!outputs.isEmpty()) {
                        return Brains.speech(String.join(" ", outputs));
                    }
                    var asked =
                            occasion.items().stream().anyMatch(Item.FunctionCall.class::isInstance);
                    return asked ? Brains.speech("Sigo en ello.") : Script.of(calls);
                });
    }

    static Script.Step.Call call(String name, String arguments) {
        return new Script.Step.Call(name, arguments, null);
    }

    /// Results since the caller last spoke; sentences of the switchboard may lie between them.
    static List<String> outputs(List<Item> items) {
        var outputs = new ArrayList<String>();
        for (var item : items.reversed()) {
            if (item instanceof Item.FunctionCallOutput output) {
                outputs.addFirst(output.output());
            } else if (item instanceof Item.Message message && message.role() == Role.USER) {
                break;
            }
        }
        return outputs;
    }

    /// A caller who asks one thing.
    static CallerScript asking(short[] question) {
        return greeted().say(question).awaitReply(REPLY_SILENCE).hangUp().build();
    }

    /// A caller who has heard the greeting.
    static CallerScript.Builder greeted() {
        return CallerScript.builder().awaitReply(Duration.ofMillis(700));
    }

    CallResult place(CallerScript script) throws Exception {
        return place(script, CallerListener.NONE);
    }

    CallResult place(CallerScript script, CallerListener listener) throws Exception {
        var result = dial(script, listener).get();
        assertThat(result.problems()).isEmpty();
        return result;
    }

    CompletableFuture<CallResult> dial(CallerScript script, CallerListener listener) {
        return callers.call(
                new Callers.Line(server.url(), "+34600000001", "+34900000001", Optional.empty()),
                script,
                listener);
    }

    JsonNode report(CallResult call) throws Exception {
        try (var api = api()) {
            return api.report(call.callSid(), REPORT_PATIENCE).orElseThrow();
        }
    }

    ServerApi api() {
        return new ServerApi(server.url(), Optional.empty());
    }

    List<String> logged() {
        return log.lines();
    }

    /// Whether one of the switchboard's own sentences was heard, in any of its wordings.
    boolean heard(CallResult call, String key) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            var recording =
                    new Recording(CallRecording.SAMPLE_RATE_HZ, call.recording().assistant());
            return new AnswerJudge(voice, Voice.of(language))
                    .judge(recording, new BundledTexts().variants(key, language), Duration.ZERO)
                    .heard();
        }
    }

    List<ToneEar.Tone> tones(CallResult call) {
        return ToneEar.tones(call.recording().assistant());
    }

    String text(String key) {
        return new BundledTexts().text(key, language);
    }

    static short[] spoken(String text) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            return Speech.withoutSilentEnd(Speech.of(voice, text, Voice.of(SPANISH)))
                    .at(CallRecording.SAMPLE_RATE_HZ)
                    .samples();
        }
    }

    /// Turns of caller and assistant; what the switchboard says against silence depends on how busy
    /// the machine is.
    static List<JsonNode> conversation(JsonNode report) {
        var turns = new ArrayList<JsonNode>();
        for (var turn : report.path("turns")) {
            if (!turn.path("who").asText().equals("SWITCHBOARD")) {
                turns.add(turn);
            }
        }
        return turns;
    }

    /// The same as «WHO text».
    static List<String> turns(JsonNode report) {
        return conversation(report).stream()
                .map(turn -> turn.path("who").asText() + " " + turn.path("text").asText())
                .toList();
    }

    /// Tools of the report as «name outcome».
    static List<String> tools(JsonNode report) {
        var tools = new ArrayList<String>();
        for (var tool : report.path("tools")) {
            tools.add(tool.path("name").asText() + " " + tool.path("outcome").asText());
        }
        return tools;
    }

    @Override
    public void close() {
        callers.close();
        server.close();
        model.close();
        vertx.close();
        log.close();
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(KEY));
    }
}
