package io.centralita.console.voice;

import java.time.Duration;

/// How calls from browsers are let in.
///
/// @param tokens how long a token can begin its call
public record VoiceSettings(IceServers ice, Duration tokens) {
    public static final Duration STANDARD_TOKENS = Duration.ofMinutes(5);

    public static final VoiceSettings STANDARD =
            new VoiceSettings(IceServers.NONE, STANDARD_TOKENS);
}
