package io.centralita.call.reception;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// How calls are conducted.
///
/// @param tenant who is called
/// @param language what callers are spoken to in
/// @param voice the engine's own name of a voice, empty for its default
/// @param greeting the first sentence
/// @param instructions for engines with a model
/// @param engineOptions the tenant's wishes by the engine's own names, see
///   [io.centralita.call.engine.SessionSettings#options]
/// @param toolTimeout what a tool's service is asked to keep to, 1 to 300 s
/// @param acknowledgeAfter how long after a tool call the switchboard tells the caller so, where
///   the model did not (A1)
/// @param silenceBudget how long a caller may wait for us and hear nothing (A6)
/// @param engineDeadline how long an engine may take to open
/// @param patience with a caller who says nothing, and how long a call may last
/// @param keys what single keys of the telephone do
/// @param recording whether the switchboard records the call
public record CallSettings(
        String tenant,
        Locale language,
        String voice,
        String greeting,
        String instructions,
        Map<String, String> engineOptions,
        Duration toolTimeout,
        Duration acknowledgeAfter,
        Duration silenceBudget,
        Duration engineDeadline,
        Patience patience,
        KeyMenu keys,
        RecordingRule recording) {
    /// That are not recorded.
    public CallSettings(
            String tenant,
            Locale language,
            String voice,
            String greeting,
            String instructions,
            Map<String, String> engineOptions,
            Duration toolTimeout,
            Duration acknowledgeAfter,
            Duration silenceBudget,
            Duration engineDeadline,
            Patience patience,
            KeyMenu keys) {
        this(
                tenant,
                language,
                voice,
                greeting,
                instructions,
                engineOptions,
                toolTimeout,
                acknowledgeAfter,
                silenceBudget,
                engineDeadline,
                patience,
                keys,
                RecordingRule.OFF);
    }

    /// With the patience of a fresh install, without a menu of keys.
    public CallSettings(
            String tenant,
            Locale language,
            String voice,
            String greeting,
            String instructions,
            Map<String, String> engineOptions,
            Duration toolTimeout,
            Duration acknowledgeAfter,
            Duration silenceBudget,
            Duration engineDeadline) {
        this(
                tenant,
                language,
                voice,
                greeting,
                instructions,
                engineOptions,
                toolTimeout,
                acknowledgeAfter,
                silenceBudget,
                engineDeadline,
                Patience.STANDARD,
                KeyMenu.NONE);
    }

    /// The settings of a fresh install, in the given language.
    public static CallSettings standard(Locale language, String greeting) {
        return new CallSettings(
                "default",
                language,
                "",
                greeting,
                "",
                Map.of(),
                Duration.ofSeconds(60),
                Duration.ofMillis(700),
                Duration.ofMillis(2500),
                Duration.ofSeconds(10));
    }

    public CallSettings with(Patience other) {
        return new CallSettings(
                tenant,
                language,
                voice,
                greeting,
                instructions,
                engineOptions,
                toolTimeout,
                acknowledgeAfter,
                silenceBudget,
                engineDeadline,
                other,
                keys,
                recording);
    }

    public CallSettings with(KeyMenu other) {
        return new CallSettings(
                tenant,
                language,
                voice,
                greeting,
                instructions,
                engineOptions,
                toolTimeout,
                acknowledgeAfter,
                silenceBudget,
                engineDeadline,
                patience,
                other,
                recording);
    }

    public CallSettings with(RecordingRule other) {
        return new CallSettings(
                tenant,
                language,
                voice,
                greeting,
                instructions,
                engineOptions,
                toolTimeout,
                acknowledgeAfter,
                silenceBudget,
                engineDeadline,
                patience,
                keys,
                other);
    }
}
