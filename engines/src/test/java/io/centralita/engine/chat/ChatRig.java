package io.centralita.engine.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.Usage;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.engine.chat.ChatSettings.Patience;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel;
import io.centralita.engine.pipeline.ChatModel.ChatException;
import io.centralita.fake.chat.ChatServer;
import io.centralita.fake.chat.Settings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A model of ours at a fake server.
final class ChatRig implements AutoCloseable {
    static final Locale SPANISH = Locale.of("es");
    static final String MODEL = "gpt-4.1-mini";

    /// Long enough on a busy machine, short enough to wait for.
    static final Patience SHORT =
            new Patience(Duration.ofSeconds(2), Duration.ofMillis(1_500), Duration.ofMillis(400));

    private static final Vertx VERTX = Vertx.vertx();

    final ChatServer server;
    final ChatCompletionsModel model;

    ChatRig(Settings service) {
        this(service, settings -> settings);
    }

    ChatRig(Settings service, UnaryOperator<ChatSettings> change) {
        server = ChatServer.start(VERTX, service);
        model = new ChatCompletionsModel(change.apply(settings(server.baseUrl())), Time.SYSTEM);
    }

    /// As if the server were OpenAI's.
    ChatRig(Settings service, String name, UnaryOperator<ChatSettings> change) {
        server = ChatServer.start(VERTX, service);
        var settings = change.apply(named(settings(server.baseUrl()), name));
        model =
                new ChatCompletionsModel(
                        settings,
                        Dialect.of("api.openai.com", name, settings.effort()),
                        Time.SYSTEM);
    }

    static ChatSettings settings(URI baseUrl) {
        return new ChatSettings(
                baseUrl,
                new ApiKey(Settings.KEY),
                Auth.BEARER,
                MODEL,
                null,
                0,
                "",
                Patience.DEFAULT);
    }

    static ChatSettings named(ChatSettings from, String model) {
        return new ChatSettings(
                from.baseUrl(),
                from.apiKey(),
                from.auth(),
                model,
                from.temperature(),
                from.maxTokens(),
                from.effort(),
                from.patience());
    }

    static ChatSettings patient(ChatSettings from, Patience patience) {
        return new ChatSettings(
                from.baseUrl(),
                from.apiKey(),
                from.auth(),
                from.model(),
                from.temperature(),
                from.maxTokens(),
                from.effort(),
                patience);
    }

    static ToolDefinition tool(String name) {
        var parameters = JsonNodeFactory.instance.objectNode().put("type", "object");
        parameters.putObject("properties").putObject("pregunta").put("type", "string");
        return new ToolDefinition(name, "Looks something up.", parameters);
    }

    static ChatModel.Request request(ChatMessage... messages) {
        return new ChatModel.Request(
                "call-1",
                SPANISH,
                "You work for a provider.",
                List.of(messages),
                List.of(tool("consultar_mikrotik")));
    }

    static ChatModel.Request says(String text) {
        return request(new ChatMessage.User(text));
    }

    Heard ask(String text) throws InterruptedException {
        return ask(says(text));
    }

    Heard ask(ChatModel.Request request) throws InterruptedException {
        return ask(model, request);
    }

    static Heard ask(ChatModel model, ChatModel.Request request) throws InterruptedException {
        var heard = new Heard();
        try {
            model.reply(request, heard);
        } catch (ChatException e) {
            heard.failure = e.failure();
        }
        return heard;
    }

    @Override
    public void close() {
        model.close();
        server.close();
    }

    /// What came of one reply.
    static class Heard implements ChatModel.Sink {
        final List<String> deltas = new ArrayList<>();
        final List<ToolCall> calls = new ArrayList<>();
        final List<Usage> used = new ArrayList<>();
        boolean farewell;
        @Nullable EngineFailure failure;

        String text() {
            return String.join("", deltas);
        }

        List<String> asked() {
            return calls.stream().map(call -> call.name() + call.arguments()).toList();
        }

        @Override
        public void text(String delta) {
            deltas.add(delta);
        }

        @Override
        public void toolCall(ToolCall call) {
            calls.add(call);
        }

        @Override
        public void farewell() {
            farewell = true;
        }

        @Override
        public void used(Usage usage) {
            used.add(usage);
        }
    }
}
