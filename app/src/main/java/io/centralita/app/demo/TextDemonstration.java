package io.centralita.app.demo;

import io.centralita.app.server.NetworkService;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Settings;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.mikrotik.MikrotikReply;
import io.vertx.core.Vertx;
import java.time.Duration;

/// The question and its answer without a voice.
public final class TextDemonstration {
    private static final Duration ONE_ANSWER = Duration.ofSeconds(20);

    private TextDemonstration() {}

    /// Starts our own answering service for this one question.
    public static String answer(Settings settings, String question)
            throws StartFailure, InterruptedException {
        var vertx = Vertx.vertx();
        try (var service = NetworkService.start(vertx, settings);
                var client = new MikrotikClient(service.url())) {
            var reply = client.query(question, ONE_ANSWER, ONE_ANSWER);
            return reply instanceof MikrotikReply.Answered(var text) ? text : reply.toString();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
