package io.centralita.console.stand;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/// Calls in progress as `/api/events` tells of them; what changes follows from the time alone.
final class LiveRows {
    private static final List<String> CHANNELS =
            List.of("twilio", "asterisk-rtp", "webrtc", "realtime");
    private static final List<String> TENANTS = List.of("norte", "default", "clinica-sol");

    /// A browser's call that goes to the model straight.
    private static final int ELSEWHERE = 6;

    private final int count;
    private final Instant zero;

    LiveRows(int count, Instant zero) {
        this.count = count;
        this.zero = zero;
    }

    static String id(int n) {
        return "LIVE%04d".formatted(n);
    }

    JsonArray rows(Instant now) {
        var rows = new JsonArray();
        for (int i = 0; i < count; i++) {
            rows.add(row(i, now));
        }
        return rows;
    }

    JsonObject row(int n, Instant now) {
        return moving(n, now)
                .put("tenant", TENANTS.get(n % TENANTS.size()))
                .put("channel", CHANNELS.get(n % CHANNELS.size()))
                .put("engine", n % 2 == 0 && n != ELSEWHERE ? "pipeline" : "openai")
                .put("from", n % 9 == 8 ? "" : "+346%08d".formatted((n * 7_654_321L) % 100_000_000))
                .put("to", "+34910000000")
                .put("startedAt", began(n).toString())
                .put("answeredAt", began(n).plusMillis(2_000).toString())
                .put("zeroAt", began(n).plusMillis(2_000).toString())
                .put("firstAudioMs", 180 + n % 90)
                .put("longestDeadAirMs", 900 + (n * 37) % 2_400)
                .put("turns", 4 + n % 5)
                .put("cost", new JsonObject().put("USD", "0.0%d".formatted(1 + n % 8)))
                .put("audio", n == ELSEWHERE ? "elsewhere" : "here")
                .put("recorded", n % 4 == 0 && n != ELSEWHERE)
                .put("listeners", n == 0 ? 1 : 0)
                .putNull("operator");
    }

    private Instant began(int n) {
        return zero.minusMillis(15_000 + (n * 8_713L) % 600_000);
    }

    /// What changes from beat to beat.
    JsonObject moving(int n, Instant now) {
        long ms = now.toEpochMilli() - began(n).toEpochMilli() - 2_000;
        int beat = (int) (((ms / 1_000) + n) % 14);
        var row =
                new JsonObject()
                        .put("id", id(n))
                        .put("phase", n % 23 == 22 ? "ringing" : "talking");
        var tools = new JsonArray();
        int loud = 35 + (int) ((now.toEpochMilli() / 37 + n * 13L) % 50);
        if (beat < 5) {
            row.put("turn", "callers-turn")
                    .put("hears", "assistant")
                    .putNull("deadAirSinceMs")
                    .put("levels", new JsonArray().add(2).add(loud));
        } else if (beat < 9) {
            row.put("turn", "caller-speaks")
                    .putNull("hears")
                    .putNull("deadAirSinceMs")
                    .put("levels", new JsonArray().add(loud).add(0));
        } else {
            row.put("turn", "caller-waits")
                    .putNull("hears")
                    .put("deadAirSinceMs", ms - (beat - 9) * 1_000L - ms % 1_000)
                    .put("levels", new JsonArray().add(1).add(0));
            tools.add(
                    new JsonObject()
                            .put("id", "t" + n)
                            .put("name", n % 3 == 0 ? "get_current_time" : "consultar_mikrotik")
                            .put("startMs", ms - (beat - 9) * 1_000L - ms % 1_000 + 300));
        }
        if (n == ELSEWHERE) {
            row.remove("levels");
        }
        return row.put("tools", tools);
    }
}
