package io.centralita.engine.chat;

import io.centralita.call.tool.ToolCall;
import io.centralita.engine.chat.CallAssembly.Call;
import io.centralita.engine.chat.CallAssembly.TooMuchException;
import io.centralita.engine.openai.EndCall;
import io.centralita.engine.pipeline.ChatModel.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One reply as its chunks come: text goes to the sink at once, tool calls when it is complete.
/// Confined to the thread that asked.
final class Assembly {
    /// Characters after which a model has lost its way: twenty minutes of speech.
    static final int LONGEST_REPLY = 20_000;

    private static final Logger log = LoggerFactory.getLogger(Assembly.class);
    private static final String LENGTH = "length";
    private static final String CONTENT_FILTER = "content_filter";

    private final Sink sink;
    private final boolean hangsUp;
    private final Supplier<String> newId;
    private final ThoughtFilter thoughts = new ThoughtFilter();
    private final CallAssembly calls = new CallAssembly();
    private int characters;
    private @Nullable String finish;
    private Chunk.@Nullable Tokens usage;

    /// @param hangsUp a call of `end_call` is a farewell
    /// @param newId ids for tool calls, unique within the call whatever the server says
    Assembly(Sink sink, boolean hangsUp, Supplier<String> newId) {
        this.sink = sink;
        this.hangsUp = hangsUp;
        this.newId = newId;
    }

    void add(Chunk chunk) throws TooMuchException, InterruptedException {
        say(thoughts.pass(chunk.text()));
        for (var fragment : chunk.calls()) {
            calls.add(fragment);
        }
        if (chunk.refused() && finish == null) {
            log.atDebug().log("model refuses");
        }
        if (chunk.finish() != null) {
            finish = chunk.finish();
        }
        if (chunk.usage() != null) {
            usage = chunk.usage();
        }
        if (characters > LONGEST_REPLY) {
            finish = LENGTH;
        }
    }

    private void say(String text) throws InterruptedException {
        if (!text.isEmpty()) {
            characters += text.length();
            sink.text(text);
        }
    }

    /// Whether anything was given to the sink, so that the reply cannot be asked for again.
    boolean spoke() {
        return characters > 0;
    }

    /// Whether all that belongs to the answer is there; its usage may still come.
    boolean finished() {
        return finish != null;
    }

    Chunk.@Nullable Tokens usage() {
        return usage;
    }

    /// The reply is over.
    void complete() throws InterruptedException {
        say(thoughts.end());
        var wanted = new ArrayList<Call>();
        boolean farewell = false;
        for (var call : usable()) {
            if (hangsUp && call.name().equals(EndCall.NAME)) {
                farewell = true;
            } else {
                wanted.add(call);
            }
        }
        wanted.forEach(
                call -> sink.toolCall(new ToolCall(newId.get(), call.name(), call.arguments())));
        if (farewell && wanted.isEmpty()) {
            sink.farewell(); // who still wants to look something up does not leave
        }
        tell(wanted.isEmpty() && !farewell && !spoke());
    }

    /// What was cut off is not run.
    private List<Call> usable() {
        if (CONTENT_FILTER.equals(finish)) {
            return List.of();
        }
        return LENGTH.equals(finish)
                ? calls.calls().stream().filter(Call::whole).toList()
                : calls.calls();
    }

    private void tell(boolean empty) {
        if (LENGTH.equals(finish) || CONTENT_FILTER.equals(finish) || empty) {
            log.atWarn()
                    .addKeyValue("finish", finish)
                    .addKeyValue("empty", empty)
                    .log("model reply is cut short");
        }
    }
}
