package io.centralita.app.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.Usage;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.engine.chat.ChatCompletionsModel;
import io.centralita.engine.chat.ChatSettings;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel;
import io.centralita.engine.pipeline.ChatModel.ChatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One question to a chat model that it can answer with a tool only, as a call would put it.
/// Belongs to one thread.
final class ChatProbe implements ChatModel.Sink {
    private static final String TOOL = "get_current_time";
    private static final String QUESTION = "What time is it? Use the tool.";

    private final long asked = System.nanoTime();
    private final List<Usage> used = new ArrayList<>();
    private @Nullable Duration toFirst;
    private int words;
    private boolean called;

    private ChatProbe() {}

    /// @param toFirst until the first word or tool call; null where none came
    /// @param spoke it said something
    /// @param called it asked for the tool
    /// @param failure null where nothing went wrong
    record Reply(
            @Nullable Duration toFirst,
            boolean spoke,
            boolean called,
            List<Usage> used,
            @Nullable EngineFailure failure) {}

    static Reply ask(ChatSettings settings, Locale language) throws InterruptedException {
        var probe = new ChatProbe();
        EngineFailure failure = null;
        try (var model = new ChatCompletionsModel(settings, Time.SYSTEM)) {
            model.reply(
                    new ChatModel.Request(
                            "doctor",
                            language,
                            "",
                            List.of(new ChatMessage.User(QUESTION)),
                            List.of(tool())),
                    probe);
        } catch (ChatException e) {
            failure = e.failure();
        }
        return new Reply(
                probe.toFirst, probe.words > 0, probe.called, List.copyOf(probe.used), failure);
    }

    private static ToolDefinition tool() {
        var parameters = JsonNodeFactory.instance.objectNode().put("type", "object");
        parameters.putObject("properties");
        return new ToolDefinition(TOOL, "Tells the time of day.", parameters);
    }

    @Override
    public void text(String delta) {
        first();
        words++;
    }

    @Override
    public void toolCall(ToolCall call) {
        first();
        called |= call.name().equals(TOOL);
    }

    @Override
    public void farewell() {}

    @Override
    public void used(Usage usage) {
        used.add(usage);
    }

    private void first() {
        if (toFirst == null) {
            toFirst = Duration.ofNanos(System.nanoTime() - asked);
        }
    }
}
