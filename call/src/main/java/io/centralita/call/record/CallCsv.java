package io.centralita.call.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reports as lines of a table (RFC 4180), for spreadsheets. A cell that a spreadsheet would take
/// for a formula begins with an apostrophe: what callers say and what numbers they show is theirs
/// to choose.
public final class CallCsv {
    public static final String HEADER =
            "id,tenant,channel,engine,from,to,startedAt,answeredAt,endedAt,endedBy,reason,warm,"
                    + "firstAudioMs,longestDeadAirMs,transcript,tools,usage,cost";

    /// OWASP, «CSV Injection», read on 2026-11-25.
    private static final String FORMULA = "=+-@\t\r";

    private CallCsv() {}

    /// Without an end of line.
    public static String line(CallReport report) {
        return Stream.of(
                        report.id(),
                        report.tenant(),
                        report.channel(),
                        report.engine(),
                        report.from(),
                        report.to(),
                        text(report.startedAt()),
                        text(report.answeredAt()),
                        text(report.endedAt()),
                        text(report.endedBy()),
                        text(report.reason()),
                        text(report.warm()),
                        text(report.firstAudioMs()),
                        text(report.longestDeadAirMs()),
                        transcript(report.turns()),
                        tools(report.tools()),
                        pairs(report.usage()),
                        pairs(report.cost()))
                .map(CallCsv::cell)
                .collect(Collectors.joining(","));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String transcript(List<CallReport.Turn> turns) {
        return turns.stream()
                .map(turn -> turn.startMs() + " ms " + turn.who() + ": " + turn.text())
                .collect(Collectors.joining("\n"));
    }

    private static String tools(List<CallReport.ToolUse> tools) {
        return tools.stream()
                .map(tool -> tool.name() + " " + tool.outcome() + " " + tool.ms() + " ms")
                .collect(Collectors.joining("\n"));
    }

    private static String pairs(Map<String, ?> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private static String cell(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[,\"\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
