package io.centralita.app.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.call.record.CallReport;
import java.util.ArrayList;
import java.util.List;

/// What of a call's report is judged.
///
/// @param endedBy in lower case; empty where the report does not say
/// @param deadAirMs the longest, as the switchboard counts
record Books(
        List<CallReport.Turn> turns,
        List<CallReport.ToolUse> tools,
        String endedBy,
        String reason,
        long deadAirMs) {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    Books {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
    }

    static Books of(JsonNode report) throws JsonProcessingException {
        return new Books(
                list(report.path("turns"), CallReport.Turn.class),
                list(report.path("tools"), CallReport.ToolUse.class),
                report.path("endedBy").asText(""),
                report.path("reason").asText(""),
                report.path("longestDeadAirMs").asLong());
    }

    private static <T> List<T> list(JsonNode array, Class<T> kind) throws JsonProcessingException {
        var items = new ArrayList<T>();
        for (var item : array) {
            items.add(JSON.treeToValue(item, kind));
        }
        return items;
    }

    /// What assistant and switchboard said, in order.
    List<CallReport.Turn> said() {
        return turns.stream().filter(turn -> turn.who() != CallReport.Who.CALLER).toList();
    }

    List<CallReport.Turn> understood() {
        return turns.stream().filter(turn -> turn.who() == CallReport.Who.CALLER).toList();
    }
}
