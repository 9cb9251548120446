package io.centralita.console.voice;

import io.centralita.console.Refusal;
import java.util.Locale;
import java.util.Optional;

/// Whether somebody may call from a browser.
public sealed interface VoiceVerdict {
    /// @param holder whom the call belongs to: [#CONSOLE], or whoever has its token
    /// @param tenant who is called; empty for whoever answers where nothing is dialled
    /// @param language the caller's wish
    /// @param caller how they may be called; personal
    record Admitted(
            String holder,
            Optional<String> tenant,
            Optional<Locale> language,
            Optional<String> caller)
            implements VoiceVerdict {}

    record Refused(Refusal refusal) implements VoiceVerdict {}

    /// Holder of calls from the console, and master of all others.
    String CONSOLE = "console";
}
