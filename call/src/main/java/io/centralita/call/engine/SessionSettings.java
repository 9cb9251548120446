package io.centralita.call.engine;

import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an engine needs to know to serve one call.
///
/// @param callId for logs and the engine's own records
/// @param language what the caller is spoken to in
/// @param greeting the first sentence, spoken as it stands by engines that can
/// @param conduct how the assistant is to behave
/// @param options the tenant's wishes by the engine's own names (`model`, `speed` …); what is
///   missing is the engine's default, what an engine does not know it ignores
/// @param history what was said before, for a session that takes over; empty for a new call
/// @param legFormat what the caller's line carries; an engine that speaks it natively saves
///   everybody a conversion
public record SessionSettings(
        String callId,
        Locale language,
        String greeting,
        Conduct conduct,
        Map<String, String> options,
        List<HistoryEntry> history,
        AudioFormat legFormat) {
    public SessionSettings {
        options = Map.copyOf(options);
        history = List.copyOf(history);
    }

    /// The same call, taken over with what was said so far.
    public SessionSettings with(Conduct newConduct, List<HistoryEntry> newHistory) {
        return new SessionSettings(
                callId, language, greeting, newConduct, options, newHistory, legFormat);
    }
}
