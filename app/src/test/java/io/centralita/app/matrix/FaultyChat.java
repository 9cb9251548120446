package io.centralita.app.matrix;

import io.centralita.call.engine.EngineFailure;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The pipeline's model: thinks, then writes word by word.
final class FaultyChat implements ChatModel {
    private static final Duration REFUSING = Duration.ofMillis(20);
    private static final Duration THINKING = Duration.ofMillis(500);
    private static final Duration WORD = Duration.ofMillis(200);

    private static final Pattern SPACE = Pattern.compile(" ");

    private final World world;
    private final Supplier<String> said;
    private @Nullable Fault fault;
    private int calls;

    /// @param said what the caller said last
    FaultyChat(World world, Supplier<String> said) {
        this.world = world;
        this.said = said;
    }

    void strike(Fault what) {
        fault = what;
    }

    @Override
    public void reply(Request request, Sink sink) throws ChatException, InterruptedException {
        world.sleep(REFUSING);
        var atTheDoor = fault;
        if (atTheDoor != null && atTheDoor.atTheDoor()) {
            fail(atTheDoor);
        }
        world.sleep(THINKING);
        check();
        var results = results(request.messages());
        if (said.get().equals(Dialogue.SECOND_QUESTION)) {
            write(Dialogue.SECOND_ANSWER, sink);
        } else if (results.isEmpty()) {
            var id = "chat-" + ++calls;
            sink.toolCall(new ToolCall(id, FaultyTool.NAME, FaultyTool.ARGUMENTS));
        } else {
            write(String.join(" ", results), sink);
        }
    }

    private static List<String> results(List<ChatMessage> messages) {
        return messages.stream()
                .filter(ChatMessage.ToolResult.class::isInstance)
                .map(message -> ((ChatMessage.ToolResult) message).text())
                .distinct()
                .toList();
    }

    private void write(String text, Sink sink) throws ChatException, InterruptedException {
        for (var word : SPACE.splitAsStream(text).toList()) {
            sink.text(word + " ");
            world.sleep(WORD);
            check();
        }
    }

    private void check() throws ChatException, InterruptedException {
        var now = fault;
        if (now != null) {
            if (!now.lasting()) {
                fault = null;
            }
            fail(now);
        }
    }

    private void fail(Fault how) throws ChatException, InterruptedException {
        switch (how) {
            case CONNECT_REFUSED, UNKNOWN_HOST, CLOSE ->
                    throw new ChatException(new EngineFailure.Unreachable("chat.example", null));
            case CONNECT_NEVER, SILENCE -> world.await(() -> false);
            case UPGRADE_REFUSED -> throw new ChatException(new EngineFailure.Rejected("http-401"));
            case UPGRADE_RATE_LIMITED, RATE_LIMIT ->
                    throw new ChatException(new EngineFailure.RateLimited(Duration.ofSeconds(1)));
            case SERVER_ERROR_ONCE, SERVER_ERROR ->
                    throw new ChatException(new EngineFailure.Broken("chat", null));
            case GARBAGE -> throw new IllegalStateException("no JSON");
            default -> throw new AssertionError(how);
        }
    }
}
