package io.centralita.app.settings;

import io.centralita.app.settings.Kind.Time.Unit;
import io.centralita.engine.chat.ChatSettings;
import io.centralita.engine.chat.ChatSettings.Patience;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.pipeline.HistoryLimits;
import io.centralita.engine.pipeline.PipelineSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The settings of the engine `pipeline`'s chat model. Ranges are those of the Chat Completions
/// reference, read in autumn 2026.
public final class ChatKeys {
    public static final Setting<URI> BASE_URL =
            Setting.of("CHAT_BASE_URL", new Kind.Address(List.of("https", "http")), null);
    public static final Setting<String> MODEL = Setting.of("CHAT_MODEL", new Kind.Text(), null);
    public static final Setting<String> API_KEY = Setting.credential("CHAT_API_KEY");
    public static final Setting<Auth> AUTH =
            Setting.of(
                    "CHAT_AUTH",
                    new Kind.Choice<>(
                            Map.of("bearer", Auth.BEARER, "api-key", Auth.API_KEY),
                            List.of("bearer", "api-key"),
                            Map.of()),
                    "bearer");
    public static final Setting<BigDecimal> TEMPERATURE =
            Setting.of("CHAT_TEMPERATURE", new Kind.Decimal("0", "2"), null);
    public static final Setting<Integer> MAX_TOKENS =
            Setting.of("CHAT_MAX_TOKENS", new Kind.WholeNumber(16, 16_384), null);
    public static final Setting<String> EFFORT = Setting.of("CHAT_EFFORT", efforts(), null);
    public static final Setting<Duration> FIRST_TIMEOUT =
            Setting.of(
                    "CHAT_FIRST_TIMEOUT",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(1), Duration.ofSeconds(25)),
                    "15 s");
    public static final Setting<Duration> STALL_TIMEOUT =
            Setting.of(
                    "CHAT_STALL_TIMEOUT",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(1), Duration.ofSeconds(25)),
                    "8 s");
    public static final Setting<Duration> DEADLINE =
            Setting.of(
                    "CHAT_DEADLINE",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(2), Duration.ofMinutes(2)),
                    "30 s");
    public static final Setting<Integer> HISTORY_MESSAGES =
            Setting.of("CHAT_HISTORY_MESSAGES", new Kind.WholeNumber(10, 1_000), "60");
    public static final Setting<Integer> HISTORY_CHARACTERS =
            Setting.of("CHAT_HISTORY_CHARACTERS", new Kind.WholeNumber(2_000, 1_000_000), "24000");
    public static final Setting<Integer> HISTORY_TEXT =
            Setting.of("CHAT_HISTORY_TEXT", new Kind.WholeNumber(500, 100_000), "8000");

    static final List<Setting<?>> ALL =
            List.of(
                    BASE_URL,
                    MODEL,
                    API_KEY,
                    AUTH,
                    TEMPERATURE,
                    MAX_TOKENS,
                    EFFORT,
                    FIRST_TIMEOUT,
                    STALL_TIMEOUT,
                    DEADLINE,
                    HISTORY_MESSAGES,
                    HISTORY_CHARACTERS,
                    HISTORY_TEXT);

    /// What the engine cannot do without.
    static final List<Setting<?>> NEEDED = List.of(BASE_URL, MODEL);

    private ChatKeys() {}

    /// Null where there is no chat model.
    static @Nullable ChatSettings settings(Reading reading) {
        var baseUrl = reading.find(BASE_URL);
        var model = reading.find(MODEL);
        if (baseUrl.isEmpty() || model.isEmpty()) {
            return null;
        }
        return new ChatSettings(
                baseUrl.get(),
                new ApiKey(key(reading, baseUrl.get())),
                reading.get(AUTH),
                model.get(),
                reading.find(TEMPERATURE).map(BigDecimal::doubleValue).orElse(null),
                reading.find(MAX_TOKENS).orElse(0),
                reading.find(EFFORT).orElse(""),
                new Patience(
                        Patience.DEFAULT.connect(),
                        reading.get(FIRST_TIMEOUT),
                        reading.get(STALL_TIMEOUT)));
    }

    /// What engines of three parts keep to.
    static PipelineSettings pipeline(Reading reading) {
        return PipelineSettings.DEFAULTS
                .withSilence(reading.get(Keys.ENDPOINT_SILENCE))
                .withChat(
                        reading.get(DEADLINE),
                        new HistoryLimits(
                                reading.get(HISTORY_MESSAGES),
                                reading.get(HISTORY_CHARACTERS),
                                reading.get(HISTORY_TEXT)));
    }

    /// The key of OpenAI goes along only where OpenAI's address is the same one.
    private static String key(Reading reading, URI baseUrl) {
        var openAi = reading.get(OpenAiKeys.BASE_URL);
        boolean same =
                openAi.getHost().equalsIgnoreCase(baseUrl.getHost())
                        && openAi.getPort() == baseUrl.getPort();
        return reading.find(API_KEY)
                .or(() -> same ? reading.find(OpenAiKeys.API_KEY) : Optional.empty())
                .orElse("");
    }

    private static Kind.Choice<String> efforts() {
        var order = List.of("none", "minimal", "low", "medium", "high", "xhigh");
        return new Kind.Choice<>(
                order.stream().collect(Collectors.toMap(Function.identity(), Function.identity())),
                order,
                Map.of());
    }
}
