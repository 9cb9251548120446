package io.centralita.call;

import io.centralita.call.record.CallReport.ToolUse;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.watch.CallView.RunningTool;
import io.centralita.call.watch.ToolView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The tools of one call: those that ran, and those that run. Confined to the call's thread.
final class ToolLog {
    private record Running(ToolCall call, long since) {}

    private record Ended(ToolResult result, @Nullable Long since) {}

    private final Moments moments;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final List<Ended> ended = new ArrayList<>();

    /// Those that began, and how many ended, since somebody asked for changes.
    private final List<Running> begun = new ArrayList<>();

    private int told;

    ToolLog(Moments moments) {
        this.moments = moments;
    }

    void started(ToolCall call, long now) {
        var one = new Running(call, now);
        if (running.putIfAbsent(call.id(), one) == null) {
            begun.add(one);
            moments.add(Kind.TOOL_STARTED, call.name(), now);
        }
    }

    /// One that never started was not run.
    void ended(ToolResult result) {
        var one = running.remove(result.call().id());
        ended.add(new Ended(result, one == null ? null : one.since()));
        if (one != null) {
            var name = result.call().name();
            moments.add(Kind.TOOL_ENDED, name, one.since(), one.since() + result.took().toNanos());
        }
    }

    /// @param offset milliseconds of a moment from the start of the leg
    /// @param shown what of a text the records show
    List<ToolUse> uses(LongUnaryOperator offset, UnaryOperator<String> shown) {
        return ended.stream()
                .map(
                        one ->
                                new ToolUse(
                                        one.result().call().name(),
                                        shown.apply(one.result().call().arguments()),
                                        one.result().outcome().word(),
                                        one.result().took().toMillis(),
                                        at(one.since(), offset)))
                .toList();
    }

    List<RunningTool> running(LongUnaryOperator offset) {
        return running.values().stream()
                .map(
                        one ->
                                new RunningTool(
                                        one.call().id(),
                                        one.call().name(),
                                        offset.applyAsLong(one.since())))
                .toList();
    }

    /// What began or ended since this was last asked.
    List<ToolView> changes(LongUnaryOperator offset, UnaryOperator<String> shown) {
        if (begun.isEmpty() && told == ended.size()) {
            return List.of();
        }
        var views = new ArrayList<ToolView>();
        for (var one : begun) {
            if (running.containsKey(one.call().id())) {
                views.add(view(one.call(), at(one.since(), offset), null, shown));
            }
        }
        begun.clear();
        for (var one : ended.subList(told, ended.size())) {
            views.add(view(one.result().call(), at(one.since(), offset), one.result(), shown));
        }
        told = ended.size();
        return views;
    }

    private static ToolView view(
            ToolCall call,
            @Nullable Long startMs,
            @Nullable ToolResult result,
            UnaryOperator<String> shown) {
        return new ToolView(
                call.id(),
                call.name(),
                shown.apply(call.arguments()),
                startMs,
                result == null ? null : result.took().toMillis(),
                result == null ? null : result.outcome().word());
    }

    private static @Nullable Long at(@Nullable Long nanos, LongUnaryOperator offset) {
        return nanos == null ? null : offset.applyAsLong(nanos);
    }
}
