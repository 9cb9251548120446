package io.centralita.console.stand;

import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Details of calls in the shapes of the real server: timeline, peaks, log, the opened live call.
final class Facts {
    private static final int STEP_MS = 50;

    private Facts() {}

    static JsonArray turns() {
        var turns = new JsonArray();
        int n = 0;
        for (var turn : Dialogue.turns()) {
            turns.add(turn(n++, turn));
        }
        return turns;
    }

    private static JsonObject turn(int n, Turn turn) {
        return new JsonObject()
                .put("n", n)
                .put("who", turn.who().name().toLowerCase(Locale.ROOT))
                .put("text", turn.text())
                .put("startMs", turn.startMs())
                .put("endMs", turn.endMs())
                .put("over", true)
                .put("interrupted", turn.interrupted())
                .put("mouthToEarMs", turn.mouthToEarMs())
                .put("bargeInCutMs", turn.bargeInCutMs());
    }

    static JsonArray tools() {
        var starts = new long[] {8_400, 20_600, 34_300, 36_000};
        var tools = new JsonArray();
        int n = 0;
        for (var tool : Dialogue.tools()) {
            tools.add(
                    new JsonObject()
                            .put("id", "call_" + n)
                            .put("name", tool.name())
                            .put("arguments", tool.arguments())
                            .put("startMs", starts[n++])
                            .put("ms", tool.ms())
                            .put("outcome", tool.outcome()));
        }
        return tools;
    }

    static JsonArray moments() {
        return new JsonArray()
                .add(moment(0, "answered", null))
                .add(moment(25_720, "barge-in", null))
                .add(moment(45_000, "listen", "admin"))
                .add(moment(48_000, "listen-end", "admin"))
                .add(moment(57_400, "ended", "caller hung-up"));
    }

    private static JsonObject moment(long at, String kind, @Nullable String name) {
        return new JsonObject().put("atMs", at).put("kind", kind).put("name", name).putNull("ms");
    }

    static JsonObject timeline(String id, String zeroAt, boolean recorded) {
        var timeline =
                new JsonObject()
                        .put("id", id)
                        .put("zeroAt", zeroAt)
                        .put("lengthMs", Dialogue.LENGTH_MS - 4_000)
                        .put("complete", true)
                        .put("turns", turns())
                        .put("tools", tools())
                        .put(
                                "deadAir",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("startMs", 10_600)
                                                        .put("endMs", 12_900))
                                        .add(
                                                new JsonObject()
                                                        .put("startMs", 33_900)
                                                        .put("endMs", 37_900))
                                        .add(
                                                new JsonObject()
                                                        .put("startMs", 39_800)
                                                        .put("endMs", 43_200)))
                        .put("moments", moments());
        return recorded
                ? timeline.put(
                        "recording",
                        new JsonObject()
                                .put("seconds", Dialogue.LENGTH_MS / 1_000)
                                .put("sampleRate", 16_000)
                                .put("url", "/api/calls/" + id + "/recording")
                                .put("peaks", "/api/calls/" + id + "/recording/peaks")
                                .put("announced", true))
                : timeline.putNull("recording");
    }

    /// Louder while somebody speaks, in the rhythm of syllables.
    static JsonObject peaks() {
        var random = new Random(7);
        var caller = new JsonArray();
        var assistant = new JsonArray();
        for (long ms = 0; ms < Dialogue.LENGTH_MS - 4_000; ms += STEP_MS) {
            caller.add(level(ms, true, random));
            assistant.add(level(ms, false, random));
        }
        return new JsonObject()
                .put("offsetMs", 0)
                .put("stepMs", STEP_MS)
                .put("caller", caller)
                .put("assistant", assistant);
    }

    static int level(long ms, boolean caller, Random random) {
        for (var turn : Dialogue.turns()) {
            boolean his = turn.who() == Who.CALLER;
            if (his == caller && ms >= turn.startMs() && ms < turn.endMs()) {
                double syllable =
                        Math.abs(Math.sin(ms / 190.0))
                                * Math.abs(Math.cos(ms / 1_130.0 + (caller ? 1 : 0)));
                return (int) Math.min(96, 26 + 58 * syllable + random.nextInt(14));
            }
        }
        return random.nextInt(4);
    }

    static JsonObject log() {
        var lines = new JsonArray();
        lines.add(line(0, "INFO", "Call", "call started", "engine", "pipeline"));
        lines.add(line(8_400, "INFO", "ToolRunner", "tool started", "tool", "consultar_mikrotik"));
        lines.add(line(12_100, "INFO", "ToolRunner", "tool ended", "ms", "3700"));
        lines.add(line(25_720, "INFO", "Call", "barge-in", "cutMs", "180"));
        lines.add(line(38_000, "WARN", "ToolRunner", "tool timed out", "tool", "get_current_time"));
        lines.add(line(57_400, "INFO", "Call", "call ended", "by", "caller"));
        return new JsonObject().put("lines", lines).put("dropped", 0).put("keptHours", 48);
    }

    private static JsonObject line(
            long at, String level, String logger, String message, String field, String value) {
        return new JsonObject()
                .put("at", "2026-11-25T12:00:00Z")
                .put("atMs", at)
                .put("level", level)
                .put("logger", logger)
                .put("thread", "CA1/call")
                .put("message", message)
                .put("fields", new JsonObject().put(field, value));
    }
}
