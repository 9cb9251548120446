package io.centralita.app.settings;

import ch.qos.logback.classic.Level;
import io.centralita.app.settings.Kind.Time.Unit;
import io.centralita.call.leg.AfterFailure;
import io.centralita.call.transfer.Destination;
import io.centralita.tenant.database.DatabaseSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Every setting there is, in the order of the reference.
public final class Keys {
    public static final Setting<String> HTTP_HOST =
            Setting.of("HTTP_HOST", new Kind.Text(), "127.0.0.1");
    public static final Setting<Integer> HTTP_PORT =
            Setting.of("HTTP_PORT", new Kind.WholeNumber(0, 65_535), "8080");
    public static final Setting<URI> PUBLIC_URL =
            Setting.of("PUBLIC_URL", new Kind.Address(List.of("https", "http")), null);
    public static final Setting<URI> STREAM_URL =
            Setting.of("STREAM_URL", new Kind.Address(List.of("https", "http", "wss", "ws")), null);
    public static final Setting<String> CONSOLE_PASSWORD = Setting.secret("CONSOLE_PASSWORD");

    public static final Setting<EngineChoice> ENGINE =
            Setting.of(
                    "ENGINE",
                    new Kind.Choice<>(
                            Map.of(
                                    "auto", EngineChoice.AUTO,
                                    "openai", EngineChoice.OPENAI,
                                    "pipeline", EngineChoice.PIPELINE,
                                    "offline", EngineChoice.OFFLINE),
                            List.of("auto", "openai", "pipeline", "offline"),
                            Map.of()),
                    "auto");
    public static final Setting<List<EngineChoice>> ENGINE_FALLBACK =
            Setting.of(
                    "ENGINE_FALLBACK",
                    new Kind.Choices<>(
                            new Kind.Choice<>(
                                    Map.of(
                                            "openai", EngineChoice.OPENAI,
                                            "openai-fallback", EngineChoice.OPENAI_FALLBACK,
                                            "pipeline", EngineChoice.PIPELINE,
                                            "offline", EngineChoice.OFFLINE),
                                    List.of("openai", "openai-fallback", "pipeline", "offline"),
                                    Map.of()),
                            "none"),
                    "offline");
    public static final Setting<Path> INSTRUCTIONS_FILE =
            Setting.of("INSTRUCTIONS_FILE", new Kind.Place(), null);
    public static final Setting<Locale> LANGUAGE =
            Setting.of(
                    "LANGUAGE",
                    new Kind.Choice<>(
                            Map.of("es", Locale.of("es"), "en", Locale.ENGLISH),
                            List.of("es", "en"),
                            Map.of()),
                    "es");
    public static final Setting<Duration> ENDPOINT_SILENCE =
            Setting.of(
                    "ENDPOINT_SILENCE",
                    new Kind.Time(
                            Unit.MILLISECONDS, Duration.ofMillis(300), Duration.ofMillis(2_000)),
                    "600 ms");
    public static final Setting<Duration> SILENCE_BUDGET =
            Setting.of(
                    "SILENCE_BUDGET",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(1), Duration.ofSeconds(30)),
                    "2.5 s");
    public static final Setting<Duration> IDLE_PROMPT_AFTER =
            Setting.of(
                    "IDLE_PROMPT_AFTER",
                    new Kind.Time(Unit.SECONDS, Duration.ZERO, Duration.ofMinutes(5)),
                    "10 s");
    public static final Setting<Integer> IDLE_PROMPTS =
            Setting.of("IDLE_PROMPTS", new Kind.WholeNumber(0, 10), "2");
    public static final Setting<Duration> MAX_CALL_DURATION =
            Setting.of(
                    "MAX_CALL_DURATION",
                    new Kind.Time(Unit.SECONDS, Duration.ZERO, Duration.ofDays(1)),
                    "60 min");
    public static final Setting<Duration> MAX_HOLD_DURATION =
            Setting.of(
                    "MAX_HOLD_DURATION",
                    new Kind.Time(Unit.SECONDS, Duration.ZERO, Duration.ofDays(1)),
                    "5 min");
    public static final Setting<Integer> MAX_CALLS =
            Setting.of("MAX_CALLS", new Kind.WholeNumber(1, 10_000), "100");

    public static final Setting<AfterFailureChoice> AFTER_FAILURE =
            Setting.of(
                    "AFTER_FAILURE",
                    new Kind.Choice<>(
                            Map.of(
                                    "hangup", AfterFailureChoice.HANG_UP,
                                    "voicemail", AfterFailureChoice.VOICEMAIL,
                                    "transfer", AfterFailureChoice.TRANSFER),
                            List.of("hangup", "voicemail", "transfer"),
                            Map.of()),
                    "hangup");
    public static final Setting<AfterFailure.Transfer> TRANSFER_NUMBER =
            Setting.of("TRANSFER_NUMBER", new Kind.Telephone(), null);
    public static final Setting<List<Destination>> TRANSFER_NUMBERS =
            Setting.of("TRANSFER_NUMBERS", new Destinations(), null);

    public static final Setting<Path> PRICES_FILE =
            Setting.of("PRICES_FILE", new Kind.Place(), null);
    public static final Setting<BigDecimal> MAX_COST_PER_CALL =
            Setting.of("MAX_COST_PER_CALL", new Kind.Amount(), null);
    public static final Setting<BigDecimal> MAX_COST_PER_DAY =
            Setting.of("MAX_COST_PER_DAY", new Kind.Amount(), null);

    public static final Setting<Duration> TOOL_TIMEOUT =
            Setting.of(
                    "TOOL_TIMEOUT",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(1), Duration.ofSeconds(300)),
                    "60 s");
    public static final Setting<Path> TOOLS_FILE =
            Setting.of("TOOLS_FILE", new Kind.Place(), "tools.yaml");
    public static final Setting<Duration> SLOW_CLOCK =
            Setting.of(
                    "SLOW_CLOCK",
                    new Kind.Time(Unit.SECONDS, Duration.ZERO, Duration.ofMinutes(5)),
                    "20 s");
    public static final Setting<Boolean> ENABLE_MIKROTIK_TOOLS =
            Setting.of("ENABLE_MIKROTIK_TOOLS", new Kind.Switch(), "true");
    public static final Setting<URI> MIKROTIK_API_URL =
            Setting.of("MIKROTIK_API_URL", new Kind.Address(List.of("http", "https")), null);
    public static final Setting<Integer> MIKROTIK_API_PORT =
            Setting.of("MIKROTIK_API_PORT", new Kind.WholeNumber(0, 65_535), "5050");

    public static final Setting<String> REALTIME_API_KEYS = Setting.secret("REALTIME_API_KEYS");
    public static final Setting<Boolean> REALTIME_TOOLS =
            Setting.of("REALTIME_TOOLS", new Kind.Switch(), "false");

    public static final Setting<Path> DATA_DIR = Setting.of("DATA_DIR", new Kind.Place(), "data");

    /// May hold a password.
    public static final Setting<DatabaseSettings> DATABASE_URL =
            new Setting<>("DATABASE_URL", new Kind.Database(), null, Setting.Use.SECRET);

    public static final Setting<Integer> RETENTION_DAYS =
            Setting.of("RETENTION_DAYS", new Kind.WholeNumber(0, 36_500), "365");
    public static final Setting<Path> LOG_FILE_PATH =
            Setting.of("LOG_FILE_PATH", new Kind.Place(), null);
    public static final Setting<Level> LOG_LEVEL =
            Setting.of(
                    "LOG_LEVEL",
                    new Kind.Choice<>(
                            Map.of(
                                    "error", Level.ERROR,
                                    "warn", Level.WARN,
                                    "info", Level.INFO,
                                    "debug", Level.DEBUG),
                            List.of("error", "warn", "info", "debug"),
                            Map.of()),
                    "info");

    /// A part of the reference.
    ///
    /// @param title key of its heading in the resource bundle `settings`
    public record Group(String title, List<Setting<?>> settings) {}

    public static final List<Group> GROUPS =
            List.of(
                    new Group("group.http", List.of(HTTP_HOST, HTTP_PORT, PUBLIC_URL, STREAM_URL)),
                    new Group(
                            "group.access",
                            List.of(
                                    CONSOLE_PASSWORD,
                                    AccessKeys.PASSWORD_HASH,
                                    AccessKeys.TRUSTED_PROXIES,
                                    AccessKeys.OIDC_ISSUER,
                                    AccessKeys.OIDC_CLIENT_ID,
                                    AccessKeys.OIDC_CLIENT_SECRET,
                                    AccessKeys.OIDC_ALLOWED)),
                    new Group(
                            "group.calls",
                            List.of(
                                    ENGINE,
                                    ENGINE_FALLBACK,
                                    INSTRUCTIONS_FILE,
                                    LANGUAGE,
                                    ENDPOINT_SILENCE,
                                    SILENCE_BUDGET,
                                    IDLE_PROMPT_AFTER,
                                    IDLE_PROMPTS,
                                    MAX_CALL_DURATION,
                                    MAX_HOLD_DURATION,
                                    MAX_CALLS,
                                    AFTER_FAILURE,
                                    TRANSFER_NUMBER,
                                    TRANSFER_NUMBERS)),
                    new Group("group.ringing", RingingSettings.ALL),
                    new Group(
                            "group.cost",
                            List.of(PRICES_FILE, MAX_COST_PER_CALL, MAX_COST_PER_DAY)),
                    new Group(
                            "group.tools",
                            List.of(
                                    TOOL_TIMEOUT,
                                    TOOLS_FILE,
                                    SLOW_CLOCK,
                                    ENABLE_MIKROTIK_TOOLS,
                                    MIKROTIK_API_URL,
                                    MIKROTIK_API_PORT)),
                    new Group("group.openai", OpenAiKeys.ALL),
                    new Group("group.chat", ChatKeys.ALL),
                    new Group("group.speech", SpeechKeys.ALL),
                    new Group("group.asterisk", AsteriskKeys.ALL),
                    new Group("group.twilio", TwilioKeys.ALL),
                    new Group("group.webrtc", WebRtcKeys.ALL),
                    new Group("group.realtime", List.of(REALTIME_API_KEYS, REALTIME_TOOLS)),
                    new Group("group.voice", AccessKeys.VOICE),
                    new Group("group.live", LiveKeys.ALL),
                    new Group(
                            "group.data",
                            List.of(
                                    DATA_DIR,
                                    DATABASE_URL,
                                    RETENTION_DAYS,
                                    LOG_FILE_PATH,
                                    LOG_LEVEL)));

    public static final List<Setting<?>> ALL =
            GROUPS.stream().<Setting<?>>flatMap(group -> group.settings().stream()).toList();

    /// What concerns callers from outside, whom [Settings#alone] does not have: whoever calls a
    /// server of that kind comes straight to it.
    public static final List<Setting<?>> OF_CALLERS_OUTSIDE =
            Stream.of(RingingSettings.ALL, AsteriskKeys.ALL, TwilioKeys.ALL)
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    private Keys() {}

    /// What becomes of a caller whom no engine can serve any more.
    public enum AfterFailureChoice {
        HANG_UP,
        VOICEMAIL,
        /// To [#TRANSFER_NUMBER].
        TRANSFER
    }

    /// Which engine answers.
    public enum EngineChoice {
        /// `openai` where it can be used, otherwise `offline`; settings hold what was chosen.
        AUTO("auto", true),
        OPENAI("openai", false),
        OPENAI_FALLBACK("openai-fallback", false),
        OFFLINE("offline", true),
        /// With a chat model that somebody is paid for.
        PIPELINE("pipeline", false);

        private final String engineName;
        private final boolean free;

        public boolean isOpenAi() {
            return this == OPENAI || this == OPENAI_FALLBACK;
        }

        EngineChoice(String engineName, boolean free) {
            this.engineName = engineName;
            this.free = free;
        }

        /// Whether it costs nothing, so that it may serve when the day's money is spent.
        public boolean free() {
            return free;
        }

        /// As in call reports, logs and metrics.
        public String engineName() {
            return engineName;
        }
    }
}
