package io.centralita.console.live;

import io.centralita.call.record.CallReport;
import io.centralita.call.watch.ToolView;
import io.centralita.call.watch.TurnView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parts of calls as JSON has them, of live ones and of old ones alike.
final class Shapes {
    private Shapes() {}

    static Map<String, @Nullable Object> turn(TurnView view) {
        return turn(view.number(), view.turn(), view.over(), view.gone());
    }

    /// @param gone it was taken back before anybody heard it
    static Map<String, @Nullable Object> turn(
            int number, CallReport.Turn turn, boolean over, boolean gone) {
        var shape = new LinkedHashMap<String, @Nullable Object>();
        shape.put("n", number);
        shape.put("who", turn.who().name().toLowerCase(Locale.ROOT));
        shape.put("text", turn.text());
        shape.put("startMs", turn.startMs());
        shape.put("endMs", turn.endMs());
        shape.put("over", over);
        shape.put("interrupted", turn.interrupted());
        shape.put("mouthToEarMs", turn.mouthToEarMs());
        shape.put("bargeInCutMs", turn.bargeInCutMs());
        if (gone) {
            shape.put("gone", true);
        }
        return shape;
    }

    /// Where a call's audio goes: past us, or `elsewhere`, where nobody here can record or hear it.
    static String way(boolean passesHere) {
        return passesHere ? "here" : "elsewhere";
    }

    /// @param number stands for the id, which reports do not have
    static ToolView tool(int number, CallReport.ToolUse use) {
        return new ToolView(
                String.valueOf(number),
                use.name(),
                use.arguments(),
                use.startMs(),
                use.ms(),
                use.outcome());
    }
}
