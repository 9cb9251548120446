package io.centralita.app.asterisk;

import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.Occasion;
import io.centralita.fake.model.Role;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.model.server.Settings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A fake of the realtime model that greets, asks for one tool when the caller has spoken, and says
/// what the tool returned.
final class ModelBehind implements AutoCloseable {
    private static final String KEY = "sk-find-me-6001";

    private final ModelServer server;
    private final List<String> outputs = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    /// @param tool that is asked for once
    /// @param arguments of it, as JSON
    ModelBehind(Vertx vertx, String tool, String arguments) {
        server =
                ModelServer.start(
                        vertx,
                        Settings.DEFAULT
                                .withTranscriber(_ -> "Necesito algo.", Duration.ofMillis(50))
                                .withKey(KEY)
                                .withBrain(occasion -> answer(occasion, tool, arguments)));
    }

    private Script answer(Occasion occasion, String tool, String arguments) {
        var instructions = occasion.request().instructions();
        if (instructions != null && instructions.startsWith("The call begins")) {
            return Brains.speech("Hola, dime.");
        }
        var returned = returned(occasion.items());
        if (!returned.isEmpty()) {
            outputs.addAll(returned);
            return Brains.speech(String.join(" ", returned));
        }
        if (asked.isDone()) {
            return Brains.speech("Muy bien.");
        }
        asked.complete(null);
        return Script.of(new Script.Step.Call(tool, arguments, null));
    }

    /// When the tool was asked for.
    CompletableFuture<Void> asked() {
        return asked;
    }

    private static List<String> returned(List<Item> items) {
        var outputs = new ArrayList<String>();
        for (var item : items.reversed()) {
            if (item instanceof Item.FunctionCallOutput output) {
                outputs.addFirst(output.output());
            } else if (item instanceof Item.Message message && message.role() == Role.USER) {
                break;
            }
        }
        return outputs;
    }

    /// What the tool has returned, as the model was told.
    List<String> outputs() {
        return List.copyOf(outputs);
    }

    /// Settings of a server that talks with it.
    Map<String, String> settings() {
        return Map.of(
                "ENGINE", "openai",
                "ENGINE_FALLBACK", "none",
                "OPENAI_PHRASES", "false",
                "OPENAI_API_KEY", KEY,
                "OPENAI_BASE_URL", server.httpUri() + "/v1");
    }

    @Override
    public void close() {
        server.close();
    }
}
