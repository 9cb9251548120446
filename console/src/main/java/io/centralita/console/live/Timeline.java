package io.centralita.console.live;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.Moment;
import io.centralita.call.watch.LiveCall;
import io.centralita.call.watch.ToolView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A call on one axis of time: turns of both sides, tools, dead air and what else happened, as JSON
/// has it. A call from before moments were recorded shows what its report has.
final class Timeline {
    private final Map<String, @Nullable Object> shape = new LinkedHashMap<>();

    private Timeline() {}

    static Map<String, @Nullable Object> of(
            LiveCall call, Instant now, Optional<CallRecordings.Recorded> recording) {
        var changes = call.since(0);
        var view = changes.view();
        var length = Duration.between(view.zeroAt(), now).toMillis();
        return new Timeline()
                .with(view.id(), view.zeroAt(), length, true)
                .with(
                        changes.turns().stream()
                                .filter(turn -> !turn.gone())
                                .map(Shapes::turn)
                                .toList(),
                        changes.tools(),
                        changes.moments())
                .with(view.id(), recording);
    }

    static Map<String, @Nullable Object> of(
            CallReport report, Optional<CallRecordings.Recorded> recording) {
        var turns = report.turns();
        var tools = report.tools();
        var zero = report.answeredAt() == null ? report.startedAt() : report.answeredAt();
        var end = report.endedAt() == null ? zero : report.endedAt();
        return new Timeline()
                .with(
                        report.id(),
                        zero,
                        Math.max(0, Duration.between(zero, end).toMillis()),
                        !report.moments().isEmpty())
                .with(
                        IntStream.range(0, turns.size())
                                .mapToObj(i -> Shapes.turn(i + 1, turns.get(i), true, false))
                                .toList(),
                        IntStream.range(0, tools.size())
                                .mapToObj(i -> Shapes.tool(i + 1, tools.get(i)))
                                .toList(),
                        report.moments())
                .with(report.id(), recording);
    }

    private Timeline with(String id, Instant zero, long lengthMs, boolean complete) {
        shape.put("id", id);
        shape.put("zeroAt", zero);
        shape.put("lengthMs", lengthMs);
        shape.put("complete", complete);
        return this;
    }

    private Timeline with(
            List<Map<String, @Nullable Object>> turns, List<ToolView> tools, List<Moment> moments) {
        shape.put("audio", Shapes.way(moments.stream().noneMatch(Timeline::isElsewhere)));
        shape.put("turns", turns);
        shape.put("tools", tools);
        shape.put(
                "deadAir",
                moments.stream()
                        .filter(moment -> moment.kind() == Moment.Kind.DEAD_AIR)
                        .map(Timeline::span)
                        .toList());
        shape.put(
                "moments",
                moments.stream().sorted(Comparator.comparingLong(Moment::atMs)).toList());
        return this;
    }

    private static boolean isElsewhere(Moment moment) {
        return moment.kind() == Moment.Kind.AUDIO_ELSEWHERE;
    }

    private static Map<String, Long> span(Moment moment) {
        long length = moment.ms() == null ? 0 : moment.ms();
        return Map.of("startMs", moment.atMs(), "endMs", moment.atMs() + length);
    }

    private Map<String, @Nullable Object> with(
            String id, Optional<CallRecordings.Recorded> recording) {
        shape.put("recording", recording.map(found -> recording(id, found)).orElse(null));
        return shape;
    }

    private static Map<String, Object> recording(String id, CallRecordings.Recorded found) {
        var path = "/api/calls/" + Paths.segment(id) + "/recording";
        return Map.of(
                "seconds", found.seconds(),
                "sampleRate", found.sampleRate(),
                "offsetMs", found.offsetMs(),
                "complete", found.complete(),
                "announced", found.announced(),
                "url", path,
                "peaks", path + "/peaks");
    }
}
