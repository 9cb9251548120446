package io.centralita.channel.realtime;

import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolBox;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tools that the peer runs: a run of one waits until the peer sends its output. Safe from any
/// thread: they are run on the call's, answered on the session's event loop.
final class ClientTools {
    /// What becomes of an output that a peer sends.
    enum Answer {
        TAKEN,
        /// The switchboard had given up on it.
        LATE,
        /// Nobody asked, or somebody answered before.
        UNKNOWN
    }

    /// One call of a tool. The peer may answer before the tool's run has begun, while it waits, or
    /// when it has been given up.
    private static final class Pending {
        private final String name;
        private final CompletableFuture<String> output = new CompletableFuture<>();
        private volatile boolean over;

        Pending(String name) {
            this.name = name;
        }
    }

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private volatile Map<String, ToolDefinition> declared = Map.of();
    private volatile boolean housed;

    /// @param tools that the peer runs from now on
    /// @param house whether the switchboard's own are offered
    void declare(List<ToolDefinition> tools, boolean house) {
        declared =
                tools.stream()
                        .collect(
                                Collectors.toMap(
                                        ToolDefinition::name,
                                        Function.identity(),
                                        (_, later) -> later));
        housed = house;
    }

    boolean declares(String name) {
        return declared.containsKey(name);
    }

    /// These in place of the switchboard's own, which are found only where they are offered.
    ToolBox before(ToolBox house) {
        return name -> {
            var definition = declared.get(name);
            if (definition != null) {
                return new PeersTool(definition);
            }
            return housed ? house.find(name) : null;
        };
    }

    /// The peer is told of this call now: from here on it may answer.
    void asked(ToolCall call) {
        pending(call);
    }

    /// Nobody will answer: the peer was never told of the call.
    void giveUp(ToolCall call) {
        settle(call.id(), of -> of.output.cancel(false));
    }

    boolean awaits(String callId) {
        var of = pending.get(callId);
        return of != null && !of.output.isDone();
    }

    /// The name of the tool that awaits an output, or null.
    @Nullable String nameOf(String callId) {
        var of = pending.get(callId);
        return of == null ? null : of.name;
    }

    Answer answer(String callId, String output) {
        if (!awaits(callId)) {
            return Answer.UNKNOWN;
        }
        return settle(callId, of -> of.output.complete(output)) ? Answer.TAKEN : Answer.LATE;
    }

    /// Says how a call ends. It is kept until its run, which may be yet to begin, has seen that.
    ///
    /// @return whether there is a run to see it
    private boolean settle(String callId, Consumer<Pending> end) {
        var of = pending.get(callId);
        if (of == null) {
            return false;
        }
        boolean seen = !of.over; // Asked before: a run that waits is over once it is told.
        end.accept(of);
        if (of.over) {
            pending.remove(callId, of);
        }
        return seen;
    }

    private Pending pending(ToolCall call) {
        return pending.computeIfAbsent(call.id(), _ -> new Pending(call.name()));
    }

    private final class PeersTool implements Tool {
        private final ToolDefinition definition;

        PeersTool(ToolDefinition definition) {
            this.definition = definition;
        }

        @Override
        public ToolDefinition definition() {
            return definition;
        }

        @Override
        public ToolOutcome run(ToolRequest request) throws InterruptedException {
            var awaited = pending(request.call());
            try {
                return new ToolOutcome.Answered(awaited.output.get());
            } catch (ExecutionException | java.util.concurrent.CancellationException _) {
                return new ToolOutcome.Cancelled();
            } finally {
                awaited.over = true;
                if (awaited.output.isDone()) {
                    pending.remove(request.call().id(), awaited);
                }
            }
        }

        @Override
        public boolean passedThrough() {
            return true;
        }
    }
}
