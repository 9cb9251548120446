package io.centralita.app.bench;

import io.centralita.tool.clock.CurrentTimeTool;
import io.centralita.tool.mikrotik.MikrotikClient;

/// One thing that callers of a measurement say.
///
/// @param key of its text in the resource bundle, after `bench.question.`
/// @param kind who answers it
record Question(String key, Kind kind) {
    enum Kind {
        /// The answering service.
        NETWORK,
        CLOCK,
        /// The engine by itself.
        SMALL_TALK;

        /// The tool that is asked, empty for none.
        String tool() {
            return switch (this) {
                case NETWORK -> MikrotikClient.toolDefinition().name();
                case CLOCK -> CurrentTimeTool.NAME;
                case SMALL_TALK -> "";
            };
        }
    }

    String textKey() {
        return "bench.question." + key;
    }
}
