package io.centralita.call;

import io.centralita.call.Command.RunTool;
import io.centralita.call.Command.SendToolResult;
import io.centralita.call.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;

/// Tool calls between the engine, which asks for them, and whoever carries them out: the runner, or
/// the caller by their keys. Confined to the call's thread.
final class Lookups {
    private final ToolCalls tools;
    private final Keys keys;
    private final Asks asks;
    private final Floor floor;
    private final SilenceWatch watch;

    Lookups(ToolCalls tools, Keys keys, Asks asks, Floor floor, SilenceWatch watch) {
        this.tools = tools;
        this.keys = keys;
        this.asks = asks;
        this.floor = floor;
        this.watch = watch;
    }

    /// The engine asks for a tool.
    List<Command> requested(ToolCall call, long now) {
        var conduct = asks.conduct();
        var commands = new ArrayList<Command>();
        for (var command : tools.requested(call, conduct, now)) {
            switch (command) {
                case RunTool(var running) when ToolCalls.isForCaller(running, conduct) ->
                        commands.addAll(keys.read(running, now));
                case RunTool(var running) -> {
                    watch.toolStarted(tools.acknowledgement(running, conduct), now);
                    commands.add(command);
                }
                case Command.CancelTool(var id) -> {
                    keys.forget(id);
                    commands.add(command);
                }
                default -> commands.add(command);
            }
        }
        return answered(commands);
    }

    /// The engine goes on by itself once it has a result, where the peer leaves that to it.
    List<Command> answered(List<Command> commands) {
        if (asks.turns().answersTools()
                && commands.stream().anyMatch(SendToolResult.class::isInstance)) {
            floor.engineOwes();
        }
        return commands;
    }

    /// Whether the caller waits for a tool: not for one that waits for them.
    boolean awaited() {
        return tools.size() > keys.reading();
    }
}
