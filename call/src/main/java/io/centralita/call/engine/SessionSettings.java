package io.centralita.call.engine;

import io.centralita.call.tool.ToolDefinition;
import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Locale;

/// What an engine needs to know to serve one call.
///
/// @param callId for logs and the engine's own records
/// @param language what the caller is spoken to in
/// @param voice the engine's own name of a voice; empty means its default for the language
/// @param greeting the first sentence, spoken as it stands by engines that can
/// @param instructions for engines with a model
/// @param tools what the assistant may call
/// @param legFormat what the caller's line carries; an engine that speaks it natively saves
///   everybody a conversion
public record SessionSettings(
        String callId,
        Locale language,
        String voice,
        String greeting,
        String instructions,
        List<ToolDefinition> tools,
        AudioFormat legFormat) {
    public SessionSettings {
        tools = List.copyOf(tools);
    }
}
