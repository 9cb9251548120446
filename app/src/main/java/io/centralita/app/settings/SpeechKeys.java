package io.centralita.app.settings;

import io.centralita.app.settings.SpeechSettings.Choice;
import io.centralita.app.settings.SpeechSettings.Recogniser;
import io.centralita.app.settings.SpeechSettings.Server;
import io.centralita.app.settings.SpeechSettings.Synthesiser;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.speech.RecogniserOptions;
import io.centralita.engine.speech.VoiceOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of the parts that hear and speak in the engine `pipeline`. Names and ranges of what
/// goes to a server are those of the API reference, «Audio», read in autumn 2026.
public final class SpeechKeys {
    public static final Setting<List<Choice>> STT = Setting.of("STT", parts(), "offline");
    public static final Setting<URI> STT_BASE_URL = Setting.of("STT_BASE_URL", address(), null);
    public static final Setting<String> STT_API_KEY = Setting.credential("STT_API_KEY");
    public static final Setting<String> STT_MODEL =
            Setting.of("STT_MODEL", new Kind.Text(), "gpt-4o-mini-transcribe");
    public static final Setting<Optional<RecogniserOptions.Format>> STT_FORMAT =
            Setting.of(
                    "STT_FORMAT",
                    new Kind.Choice<>(
                            Map.of(
                                    "auto", Optional.empty(),
                                    "json", Optional.of(RecogniserOptions.Format.JSON),
                                    "verbose_json",
                                            Optional.of(RecogniserOptions.Format.VERBOSE_JSON),
                                    "text", Optional.of(RecogniserOptions.Format.TEXT)),
                            List.of("auto", "json", "verbose_json", "text"),
                            Map.of()),
                    "auto");
    public static final Setting<List<Choice>> TTS = Setting.of("TTS", parts(), "offline");
    public static final Setting<URI> TTS_BASE_URL = Setting.of("TTS_BASE_URL", address(), null);
    public static final Setting<String> TTS_API_KEY = Setting.credential("TTS_API_KEY");
    public static final Setting<String> TTS_MODEL =
            Setting.of("TTS_MODEL", new Kind.Text(), "gpt-4o-mini-tts");
    public static final Setting<String> TTS_VOICE =
            Setting.of("TTS_VOICE", new Kind.Text(), "marin");
    public static final Setting<BigDecimal> TTS_SPEED =
            Setting.of("TTS_SPEED", new Kind.Decimal("0.25", "4"), "1.0");
    public static final Setting<String> TTS_INSTRUCTIONS =
            Setting.of("TTS_INSTRUCTIONS", new Kind.Text(), null);
    public static final Setting<VoiceOptions.Format> TTS_FORMAT =
            Setting.of(
                    "TTS_FORMAT",
                    new Kind.Choice<>(
                            Map.of("pcm", VoiceOptions.Format.PCM, "wav", VoiceOptions.Format.WAV),
                            List.of("pcm", "wav"),
                            Map.of()),
                    "pcm");
    public static final Setting<Integer> TTS_SAMPLE_RATE =
            Setting.of("TTS_SAMPLE_RATE", new Kind.WholeNumber(8_000, 48_000), "24000");
    public static final Setting<Boolean> TTS_PHRASES =
            Setting.of("TTS_PHRASES", new Kind.Switch(), "true");

    static final List<Setting<?>> ALL =
            List.of(
                    STT,
                    STT_BASE_URL,
                    STT_API_KEY,
                    STT_MODEL,
                    STT_FORMAT,
                    TTS,
                    TTS_BASE_URL,
                    TTS_API_KEY,
                    TTS_MODEL,
                    TTS_VOICE,
                    TTS_SPEED,
                    TTS_INSTRUCTIONS,
                    TTS_FORMAT,
                    TTS_SAMPLE_RATE,
                    TTS_PHRASES);

    private SpeechKeys() {}

    static SpeechSettings settings(Reading reading) {
        return new SpeechSettings(
                new Recogniser(
                        reading.get(STT),
                        server(reading, STT_BASE_URL, STT_API_KEY),
                        reading.get(STT_MODEL),
                        reading.get(STT_FORMAT)),
                new Synthesiser(
                        reading.get(TTS),
                        server(reading, TTS_BASE_URL, TTS_API_KEY),
                        new VoiceOptions(
                                reading.get(TTS_MODEL),
                                reading.get(TTS_VOICE),
                                reading.find(TTS_INSTRUCTIONS).orElse(""),
                                reading.get(TTS_SPEED).doubleValue(),
                                reading.get(TTS_FORMAT),
                                reading.get(TTS_SAMPLE_RATE)),
                        reading.get(TTS_PHRASES)));
    }

    /// Without an address of its own a part is where the realtime model is.
    private static Server server(
            Reading reading, Setting<URI> address, Setting<String> credential) {
        var base = reading.find(address).orElse(reading.get(OpenAiKeys.BASE_URL));
        var key =
                reading.find(credential)
                        .or(
                                () ->
                                        sameHouse(base, reading.get(OpenAiKeys.BASE_URL))
                                                ? reading.find(OpenAiKeys.API_KEY)
                                                : Optional.empty())
                        .orElse("");
        return new Server(base, new ApiKey(key), reading.get(OpenAiKeys.AUTH));
    }

    /// A key goes along only to where it was given for.
    private static boolean sameHouse(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getRawAuthority().equalsIgnoreCase(other.getRawAuthority());
    }

    /// @param origins of what is set
    static List<Problem> problems(Map<Setting<?>, Object> values, Map<Setting<?>, String> origins) {
        var problems = new ArrayList<Problem>();
        if (lacksKey(values, origins, STT, STT_BASE_URL, STT_API_KEY)) {
            problems.add(new Problem("settings.stt-without-key"));
        }
        if (lacksKey(values, origins, TTS, TTS_BASE_URL, TTS_API_KEY)) {
            problems.add(new Problem("settings.tts-without-key"));
        }
        return problems;
    }

    /// A server of one's own may ask for none.
    private static boolean lacksKey(
            Map<Setting<?>, Object> values,
            Map<Setting<?>, String> origins,
            Setting<?> order,
            Setting<?> address,
            Setting<?> credential) {
        return values.get(order) instanceof List<?> parts
                && parts.contains(Choice.OPENAI)
                && !origins.containsKey(address)
                && !origins.containsKey(OpenAiKeys.BASE_URL)
                && !values.containsKey(credential)
                && !values.containsKey(OpenAiKeys.API_KEY);
    }

    private static Kind.Preference<Choice> parts() {
        return new Kind.Preference<>(
                new Kind.Choice<>(
                        Map.of("openai", Choice.OPENAI, "offline", Choice.OFFLINE),
                        List.of("openai", "offline"),
                        Map.of()));
    }

    private static Kind.Address address() {
        return new Kind.Address(List.of("https", "http"));
    }
}
