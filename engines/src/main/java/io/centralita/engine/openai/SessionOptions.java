package io.centralita.engine.openai;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the model is to listen and speak: the settings of the installation, or of a tenant. Sources
/// of names and ranges: Realtime API reference, «session.update».
///
/// @param model as the provider names it
/// @param voice empty for the provider's default
/// @param speed of the speech, 0.25 to 1.5
/// @param turnDetection who finds the end of a turn
/// @param threshold of server VAD, 0 to 1: higher takes louder speech
/// @param prefixPadding audio before the speech that belongs to it
/// @param silence that ends a turn (server VAD)
/// @param idleTimeout after which the server asks by itself whether the caller is there, 5 to 30 s;
///   null for never (server VAD)
/// @param eagerness to answer: low, medium, high or auto (semantic VAD)
/// @param serverTurns whether the server begins and stops answers by itself, which saves a round
///   trip; otherwise we do
/// @param noiseReduction `near_field`, `far_field` or empty for none
/// @param transcription the model that writes down what callers say, empty for none
/// @param effort of reasoning models, empty for their default
/// @param maxOutputTokens of one answer, 1 to 4096; 0 for no limit
public record SessionOptions(
        String model,
        String voice,
        double speed,
        TurnDetection turnDetection,
        double threshold,
        Duration prefixPadding,
        Duration silence,
        @Nullable Duration idleTimeout,
        String eagerness,
        boolean serverTurns,
        String noiseReduction,
        String transcription,
        String effort,
        int maxOutputTokens) {
    /// Who finds the end of a turn.
    public enum TurnDetection {
        SERVER,
        SEMANTIC,
        /// Nobody: the peer of the leg says so.
        NONE
    }

    public static final SessionOptions DEFAULTS =
            new SessionOptions(
                    Models.recommended(),
                    "marin",
                    1.0,
                    TurnDetection.SERVER,
                    0.5,
                    Duration.ofMillis(300),
                    Duration.ofMillis(600),
                    null,
                    "auto",
                    true,
                    "",
                    "gpt-4o-mini-transcribe",
                    "low",
                    0);

    public SessionOptions {
        require("speed", speed, 0.25, 1.5);
        require("threshold", threshold, 0, 1);
        require("prefixPaddingMs", (double) prefixPadding.toMillis(), 0, 5_000);
        require("silenceMs", (double) silence.toMillis(), 100, 5_000);
        if (idleTimeout != null) {
            require("idleTimeoutMs", (double) idleTimeout.toMillis(), 5_000, 30_000);
        }
        require("maxOutputTokens", maxOutputTokens, 0, 4_096);
        require("eagerness", eagerness, "low", "medium", "high", "auto");
        require("noiseReduction", noiseReduction, "", "near_field", "far_field");
        require("effort", effort, "", "minimal", "low", "medium", "high", "xhigh");
    }

    /// These with a tenant's wishes put in: `model`, `voice`, `speed`, `turn-detection`,
    /// `threshold`, `prefix-padding-ms`, `silence-ms`, `idle-timeout-ms`, `eagerness`,
    /// `noise-reduction`, `transcription`, `effort`, `max-output-tokens`.
    ///
    /// @throws IllegalArgumentException where one is out of its range
    public SessionOptions with(Map<String, String> wishes) {
        if (wishes.isEmpty()) {
            return this;
        }
        var wished = new Wishes(wishes);
        return new SessionOptions(
                wished.text("model", model),
                wished.text("voice", voice),
                wished.number("speed", speed),
                TurnDetection.valueOf(
                        wished.text("turn-detection", turnDetection.name())
                                .toUpperCase(Locale.ROOT)),
                wished.number("threshold", threshold),
                wished.millis("prefix-padding-ms", prefixPadding),
                wished.millis("silence-ms", silence),
                wishes.containsKey("idle-timeout-ms")
                        ? wished.millis("idle-timeout-ms", Duration.ZERO)
                        : idleTimeout,
                wished.text("eagerness", eagerness),
                serverTurns,
                wished.text("noise-reduction", noiseReduction),
                wished.text("transcription", transcription),
                wished.text("effort", effort),
                (int) wished.number("max-output-tokens", maxOutputTokens));
    }

    private record Wishes(Map<String, String> values) {
        String text(String name, String standard) {
            return values.getOrDefault(name, standard);
        }

        double number(String name, double standard) {
            return Double.parseDouble(values.getOrDefault(name, Double.toString(standard)));
        }

        Duration millis(String name, Duration standard) {
            return Duration.ofMillis(
                    Long.parseLong(values.getOrDefault(name, Long.toString(standard.toMillis()))));
        }
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) { // not a number is not in it either
            throw new IllegalArgumentException(
                    "%s must be %s to %s, not %s".formatted(name, least, most, value));
        }
    }

    private static void require(String name, String value, String... known) {
        if (!List.of(known).contains(value)) {
            throw new IllegalArgumentException(
                    "%s must be one of %s, not «%s»".formatted(name, List.of(known), value));
        }
    }
}
