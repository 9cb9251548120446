package io.centralita.engine.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/// The ids of one call's tool calls, each given once. Models count from `call_0` in every answer; a
/// server refuses a history in which an id comes twice, and the call would take the second for the
/// first.
///
/// Ids of our own are nine letters and digits: what the strictest servers ask for. Confined to the
/// answering thread.
final class ToolIds {
    /// As many as the call itself remembers.
    private static final int REMEMBERED = 1_000;

    private static final int RADIX = 36;
    private static final int SALTS = RADIX * RADIX * RADIX * RADIX;

    private final Map<String, Boolean> used =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private final String prefix;
    private int made;

    /// @param salt tells the ids of one session from those of the next that serves the same call
    ToolIds(long salt) {
        var four = Integer.toString(Math.floorMod(salt, SALTS) + SALTS, RADIX).substring(1);
        this.prefix = "t" + four;
    }

    /// This id where it is good and new, another one where it is not.
    String claim(String id) {
        if (ChatRules.isGoodId(id) && used.putIfAbsent(id, true) == null) {
            return id;
        }
        return fresh();
    }

    String fresh() {
        while (true) {
            var number = Integer.toString(++made, RADIX);
            var id = prefix + "0".repeat(Math.max(0, 4 - number.length())) + number;
            if (used.putIfAbsent(id, true) == null) {
                return id;
            }
        }
    }
}
