package io.centralita.call;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last line of a call's log: the report in figures, without a word of what was said.
final class CallLog {
    private static final Logger log = LoggerFactory.getLogger(CallLog.class);

    private CallLog() {}

    /// What a person at the console does to a call.
    static void operator(CallEvent.OfOperator deed) {
        var line = log.atInfo().addKeyValue("operator", deed.by());
        switch (deed) {
            case CallEvent.OfOperator.Listens(_, var told) ->
                    line.addKeyValue("callerTold", told).log("somebody listens to the call");
            case CallEvent.OfOperator.ListensNoMore _ -> line.log("somebody has ceased to listen");
            case CallEvent.OfOperator.Wants _ -> line.log("operator wants the call");
            case CallEvent.OfOperator.Leaves(_, var lost, _) ->
                    line.addKeyValue("lost", lost).log("operator leaves the call");
            case CallEvent.OfOperator.HangsUp(_, var reason, var goodbye) ->
                    line.addKeyValue("reason", reason)
                            .addKeyValue("goodbye", goodbye)
                            .log("operator ends the call");
        }
    }

    static void ended(CallReport report) {
        var slowest =
                report.turns().stream()
                        .map(Turn::mouthToEarMs)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .max();
        var cut =
                report.turns().stream()
                        .map(Turn::bargeInCutMs)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .max();
        log.atInfo()
                .addKeyValue("by", report.endedBy())
                .addKeyValue("reason", report.reason())
                .addKeyValue("ms", durationMs(report))
                .addKeyValue("turns", report.turns().size())
                .addKeyValue("tools", report.tools().size())
                .addKeyValue("firstAudioMs", report.firstAudioMs())
                .addKeyValue("slowestAnswerMs", slowest.isPresent() ? slowest.getAsLong() : null)
                .addKeyValue("longestDeadAirMs", report.longestDeadAirMs())
                .addKeyValue("slowestCutMs", cut.isPresent() ? cut.getAsLong() : null)
                .addKeyValue("framesIn", report.audio().framesIn())
                .addKeyValue("framesOut", report.audio().framesOut())
                .addKeyValue("lost", report.audio().lost())
                .addKeyValue("late", report.audio().late())
                .addKeyValue("usage", report.usage())
                .addKeyValue("cost", report.cost())
                .log("call ended");
    }

    private static long durationMs(CallReport report) {
        return report.endedAt() == null
                ? 0
                : report.endedAt().toEpochMilli() - report.startedAt().toEpochMilli();
    }
}
