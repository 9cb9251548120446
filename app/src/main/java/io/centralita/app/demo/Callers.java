package io.centralita.app.demo;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerSettings;
import io.centralita.channel.caller.TestCaller;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Test callers with an event loop of their own, so that a server in the same process is measured
/// from outside. Safe from any thread.
public final class Callers implements AutoCloseable {
    public static final String WEBHOOK_PATH = "/api/twilio/webhook";

    /// Silence after which a caller takes a reply for finished. Longer than the silence the
    /// switchboard allows itself.
    private static final Duration REPLY_SILENCE = Duration.ofSeconds(3);

    private static final Duration GREETING_SILENCE = Duration.ofMillis(700);
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(90);
    private static final long CLOSING_SECONDS = 10;

    private final Vertx vertx;
    private final TestCaller caller;

    public Callers(ChannelMetrics metrics) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        caller = new TestCaller(vertx, Time.SYSTEM, metrics);
    }

    /// Who calls where.
    ///
    /// @param server the switchboard's address, without a path
    /// @param token signs requests as Twilio does
    public record Line(URI server, String from, String to, Optional<String> token) {
        CallerSettings settings() {
            var webhook = URI.create(server.toString().replaceAll("/+$", "") + WEBHOOK_PATH);
            var plain = new CallerSettings(webhook, from, to);
            return token.map(plain::signedWith).orElse(plain);
        }
    }

    /// A caller who listens to the greeting, then says one thing after the other, each after the
    /// reply to the one before.
    ///
    /// @param utterances 8 kHz samples
    public static CallerScript conversation(List<short[]> utterances) {
        var script = CallerScript.builder().awaitReply(GREETING_SILENCE);
        for (var utterance : utterances) {
            script.say(utterance).awaitReply(REPLY_SILENCE, LONGEST_REPLY);
        }
        return script.hangUp().build();
    }

    public CompletableFuture<CallResult> call(
            Line line, CallerScript script, CallerListener listener) {
        return caller.call(line.settings(), script, listener)
                .result()
                .toCompletionStage()
                .toCompletableFuture();
    }

    @Override
    public void close() {
        caller.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSING_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
