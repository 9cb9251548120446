package io.centralita.engine.pipeline;

import io.centralita.call.tool.ToolCall;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Replies as the test says, in order, and remembers what it was asked.
final class ScriptedChat implements ChatModel {
    @FunctionalInterface
    interface Script {
        void reply(Request request, Sink sink) throws ChatException, InterruptedException;
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Script> scripts = new ConcurrentLinkedQueue<>();

    void then(Script script) {
        scripts.add(script);
    }

    void thenSays(String text) {
        then((_, sink) -> sink.text(text));
    }

    void thenAsks(String... ids) {
        then(
                (_, sink) -> {
                    for (var id : ids) {
                        sink.toolCall(new ToolCall(id, "consultar_mikrotik", "{}"));
                    }
                });
    }

    @Override
    public void reply(Request request, Sink sink) throws ChatException, InterruptedException {
        requests.add(request);
        var script = scripts.poll();
        if (script == null) {
            throw new AssertionError("nothing was scripted for " + request.messages());
        }
        script.reply(request, sink);
    }
}
