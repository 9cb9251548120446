package io.centralita.call.watch;

import io.centralita.call.record.Moment;
import java.util.List;

/// What has changed in a live call between two looks at it.
///
/// @param version to ask from the next time
/// @param view as it is now
public record Changes(
        long version,
        CallView view,
        List<TurnView> turns,
        List<ToolView> tools,
        List<Moment> moments) {}
