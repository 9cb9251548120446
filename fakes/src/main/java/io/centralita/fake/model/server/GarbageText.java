package io.centralita.fake.model.server;

import io.centralita.fake.model.server.Misbehaviour.Garbage;

/// Messages that no client expects. Stateless.
final class GarbageText {
    private static final int HUGE_CHARACTERS = 2 * 1_024 * 1_024;

    private GarbageText() {}

    /// Empty for what is no text.
    static String of(Garbage garbage) {
        return switch (garbage) {
            case NOT_JSON -> "<html>502 Bad Gateway</html>";
            case UNKNOWN_TYPE ->
                    "{\"type\":\"response.daydream\",\"event_id\":\"event_x\",\"dream\":{}}";
            case MISSING_FIELDS -> "{\"type\":\"response.output_audio.delta\"}";
            case INVALID_BASE64 ->
                    "{\"type\":\"response.output_audio.delta\",\"event_id\":\"event_x\","
                            + "\"response_id\":\"resp_x\",\"item_id\":\"item_x\","
                            + "\"output_index\":0,\"content_index\":0,\"delta\":\"%%%\"}";
            case HUGE ->
                    "{\"type\":\"response.daydream\",\"event_id\":\"event_x\",\"dream\":\""
                            + "z".repeat(HUGE_CHARACTERS)
                            + "\"}";
            case BINARY -> "";
        };
    }
}
