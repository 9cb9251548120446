package io.centralita.app.settings;

import io.centralita.app.settings.Kind.Time.Unit;
import io.centralita.engine.openai.Models;
import io.centralita.engine.openai.OpenAiSettings;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.openai.OpenAiSettings.Patience;
import io.centralita.engine.openai.SessionOptions;
import io.centralita.engine.openai.SessionOptions.TurnDetection;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The settings of the engine `openai`. Names and ranges of what goes to the model are those of the
/// Realtime API reference, «session.update», read in autumn 2026.
public final class OpenAiKeys {
    public static final Setting<String> API_KEY = Setting.credential("OPENAI_API_KEY");
    public static final Setting<URI> BASE_URL =
            Setting.of(
                    "OPENAI_BASE_URL",
                    new Kind.Address(List.of("https", "http")),
                    "https://api.openai.com/v1");
    public static final Setting<Auth> AUTH =
            Setting.of(
                    "OPENAI_AUTH",
                    new Kind.Choice<>(
                            Map.of("bearer", Auth.BEARER, "api-key", Auth.API_KEY),
                            List.of("bearer", "api-key"),
                            Map.of()),
                    "bearer");
    public static final Setting<String> MODEL =
            Setting.of("OPENAI_MODEL", new Kind.Model(), Models.recommended());
    public static final Setting<String> VOICE =
            Setting.of("OPENAI_VOICE", new Kind.Text(), SessionOptions.DEFAULTS.voice());
    public static final Setting<BigDecimal> SPEED =
            Setting.of("OPENAI_SPEED", new Kind.Decimal("0.25", "1.5"), "1.0");
    public static final Setting<TurnDetection> TURN_DETECTION =
            Setting.of(
                    "OPENAI_TURN_DETECTION",
                    new Kind.Choice<>(
                            Map.of(
                                    "server", TurnDetection.SERVER,
                                    "semantic", TurnDetection.SEMANTIC,
                                    "none", TurnDetection.NONE),
                            List.of("server", "semantic", "none"),
                            Map.of()),
                    "server");
    public static final Setting<BigDecimal> VAD_THRESHOLD =
            Setting.of("OPENAI_VAD_THRESHOLD", new Kind.Decimal("0", "1"), "0.5");
    public static final Setting<Duration> VAD_PREFIX =
            Setting.of(
                    "OPENAI_VAD_PREFIX",
                    new Kind.Time(Unit.MILLISECONDS, Duration.ZERO, Duration.ofSeconds(2)),
                    "300 ms");
    public static final Setting<Duration> VAD_IDLE =
            Setting.of(
                    "OPENAI_VAD_IDLE",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(5), Duration.ofSeconds(30)),
                    null);
    public static final Setting<String> EAGERNESS =
            Setting.of("OPENAI_EAGERNESS", words("auto", "low", "medium", "high"), "auto");
    public static final Setting<Boolean> SERVER_TURNS =
            Setting.of("OPENAI_SERVER_TURNS", new Kind.Switch(), "true");
    public static final Setting<String> NOISE_REDUCTION =
            Setting.of("OPENAI_NOISE_REDUCTION", words("none", "near_field", "far_field"), "none");
    public static final Setting<String> TRANSCRIPTION =
            Setting.of(
                    "OPENAI_TRANSCRIPTION",
                    new Kind.Text(),
                    SessionOptions.DEFAULTS.transcription());
    public static final Setting<String> EFFORT =
            Setting.of(
                    "OPENAI_EFFORT",
                    words("none", "minimal", "low", "medium", "high", "xhigh"),
                    SessionOptions.DEFAULTS.effort());
    public static final Setting<Integer> MAX_TOKENS =
            Setting.of("OPENAI_MAX_TOKENS", new Kind.WholeNumber(1, 4_096), null);
    public static final Setting<Duration> SESSION_LIMIT =
            Setting.of(
                    "OPENAI_SESSION_LIMIT",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(2), Duration.ofHours(1)),
                    "3600 s");
    public static final Setting<Boolean> PHRASES =
            Setting.of("OPENAI_PHRASES", new Kind.Switch(), "false");
    public static final Setting<String> FALLBACK_MODEL =
            Setting.of("OPENAI_FALLBACK_MODEL", new Kind.Model(), "gpt-realtime-2.1-mini");
    public static final Setting<URI> FALLBACK_BASE_URL =
            Setting.of(
                    "OPENAI_FALLBACK_BASE_URL", new Kind.Address(List.of("https", "http")), null);
    public static final Setting<String> FALLBACK_API_KEY =
            Setting.credential("OPENAI_FALLBACK_API_KEY");

    static final List<Setting<?>> ALL =
            List.of(
                    API_KEY,
                    BASE_URL,
                    AUTH,
                    MODEL,
                    VOICE,
                    SPEED,
                    TURN_DETECTION,
                    VAD_THRESHOLD,
                    VAD_PREFIX,
                    VAD_IDLE,
                    EAGERNESS,
                    SERVER_TURNS,
                    NOISE_REDUCTION,
                    TRANSCRIPTION,
                    EFFORT,
                    MAX_TOKENS,
                    SESSION_LIMIT,
                    PHRASES,
                    FALLBACK_MODEL,
                    FALLBACK_BASE_URL,
                    FALLBACK_API_KEY);

    private static final String NONE = "none";

    private OpenAiKeys() {}

    /// Whether the engine can be used: somebody's account, or a server of one's own.
    static boolean isUsable(Reading reading) {
        return reading.find(API_KEY).isPresent() || reading.isSet(BASE_URL);
    }

    static OpenAiSettings main(Reading reading) {
        return settings(
                Keys.EngineChoice.OPENAI.engineName(),
                reading,
                reading.get(BASE_URL),
                reading.find(API_KEY).orElse(""),
                reading.get(MODEL));
    }

    /// Another model, or the same one elsewhere, for when the first cannot be reached.
    static OpenAiSettings fallback(Reading reading) {
        return settings(
                Keys.EngineChoice.OPENAI_FALLBACK.engineName(),
                reading,
                reading.find(FALLBACK_BASE_URL).orElse(reading.get(BASE_URL)),
                reading.find(FALLBACK_API_KEY)
                        .orElse(
                                reading.isSet(FALLBACK_BASE_URL)
                                        ? ""
                                        : reading.find(API_KEY).orElse("")),
                reading.get(FALLBACK_MODEL));
    }

    private static OpenAiSettings settings(
            String name, Reading reading, URI baseUrl, String key, String model) {
        var standard = Patience.DEFAULT;
        return new OpenAiSettings(
                name,
                baseUrl,
                new ApiKey(key),
                reading.get(AUTH),
                options(reading, model),
                new Patience(
                        standard.connect(),
                        standard.configure(),
                        standard.opening(),
                        standard.recovery(),
                        standard.silence(),
                        reading.get(SESSION_LIMIT)));
    }

    private static SessionOptions options(Reading reading, String model) {
        return new SessionOptions(
                model,
                reading.get(VOICE),
                reading.get(SPEED).doubleValue(),
                reading.get(TURN_DETECTION),
                reading.get(VAD_THRESHOLD).doubleValue(),
                reading.get(VAD_PREFIX),
                reading.get(Keys.ENDPOINT_SILENCE),
                reading.find(VAD_IDLE).orElse(null),
                reading.get(EAGERNESS),
                reading.get(SERVER_TURNS),
                orNothing(reading.get(NOISE_REDUCTION)),
                orNothing(reading.get(TRANSCRIPTION)),
                orNothing(reading.get(EFFORT)),
                reading.find(MAX_TOKENS).orElse(0));
    }

    private static String orNothing(@Nullable String word) {
        return word == null || NONE.equals(word) ? "" : word;
    }

    private static Kind.Choice<String> words(String... words) {
        var order = List.of(words);
        return new Kind.Choice<>(
                order.stream().collect(Collectors.toMap(Function.identity(), Function.identity())),
                order,
                Map.of());
    }
}
