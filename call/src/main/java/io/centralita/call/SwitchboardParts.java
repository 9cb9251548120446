package io.centralita.call;

import io.centralita.call.engine.Engine;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.centralita.call.tool.Tool;
import java.util.List;

/// What a switchboard is put together from.
///
/// @param maxCalls calls at a time; the next caller is refused as busy
public record SwitchboardParts(
        CallSettings settings,
        Engine engine,
        List<Tool> tools,
        SpokenTexts texts,
        PhraseAudio phrases,
        CallRecords records,
        CallMetrics metrics,
        Time time,
        int maxCalls) {
    public SwitchboardParts {
        tools = List.copyOf(tools);
        if (maxCalls < 1) {
            throw new IllegalArgumentException("maxCalls must be at least 1, not " + maxCalls);
        }
    }
}
