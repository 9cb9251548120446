package io.centralita.tenant.memory;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.ToolUse;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reports of calls to try things with.
final class Calls {
    static final String ANA = "+34600111222";
    static final String LUIS = "+34600111333";

    private Calls() {}

    static CallReport ended(String id, String from, Instant startedAt, String... said) {
        return report("default", id, from, startedAt, startedAt.plusSeconds(30), turns(said));
    }

    static CallReport open(String id, String from, Instant startedAt, String... said) {
        return report("default", id, from, startedAt, null, turns(said));
    }

    static CallReport of(String tenant, CallReport call) {
        return report(
                tenant, call.id(), call.from(), call.startedAt(), call.endedAt(), call.turns());
    }

    static CallReport with(CallReport call, List<Turn> turns, List<ToolUse> tools) {
        return new CallReport(
                call.id(),
                call.tenant(),
                call.channel(),
                call.engine(),
                call.from(),
                call.to(),
                call.startedAt(),
                call.answeredAt(),
                call.endedAt(),
                call.endedBy(),
                call.reason(),
                call.warm(),
                call.firstAudioMs(),
                call.longestDeadAirMs(),
                turns,
                tools,
                call.audio(),
                call.usage(),
                call.cost());
    }

    static Turn turn(Who who, String text) {
        return new Turn(who, text, 1_000, 3_000, null, false);
    }

    private static List<Turn> turns(String... said) {
        var turns = new ArrayList<Turn>();
        for (var text : said) {
            turns.add(turn(Who.CALLER, text));
            turns.add(turn(Who.ASSISTANT, "Entendido."));
        }
        return turns;
    }

    private static CallReport report(
            String tenant,
            String id,
            String from,
            Instant startedAt,
            @Nullable Instant endedAt,
            List<Turn> turns) {
        return new CallReport(
                id,
                tenant,
                "twilio",
                "offline",
                from,
                "+34910000000",
                startedAt,
                startedAt,
                endedAt,
                endedAt == null ? null : "caller",
                endedAt == null ? null : "hung-up",
                false,
                310L,
                900,
                turns,
                List.of(),
                new CallReport.Audio(1_500, 1_490, 0, 1),
                Map.of(),
                Map.of());
    }
}
