package io.centralita.app.bench.engine;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.log.Logging;
import io.centralita.fake.model.server.ModelServer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// The process of the callers and the fake model: one event loop for both, so that little of what
/// is measured is theirs. Does what it is told on standard input, see [Duty].
final class LoadWorker implements Duty.Worker {
    /// Between two callers that dial.
    private static final long STAGGER_MS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    private final EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    private final ChannelFactory<? extends Channel> channels =
            ((VertxInternal) vertx).transport().channelFactory(false);
    private final Delays delays = new Delays();
    private final StampedModel voice = new StampedModel(delays);
    private final ModelServer model = ModelServer.start(vertx, voice.settings());
    private final CallerSound sound = new CallerSound();
    private final Text out = new Text();
    private final Beat beat = new Beat(loop);

    /// Hangs up, caller by caller. Belongs to the loop, as the count does.
    private final List<Runnable> live = new ArrayList<>();

    private int open;

    private LoadWorker() {}

    public static void main(String[] arguments) throws IOException {
        Logging.start(Level.WARN, Level.WARN, null);
        Duty.serve(new LoadWorker());
    }

    @Override
    public ObjectNode does(String what, JsonNode how) throws Exception {
        return switch (what) {
            case "start" -> answer().put("url", model.httpUri() + "/v1");
            case "baseline" -> baseline(how.path("calls").asInt());
            case "dial" -> dial(URI.create(how.path("url").asText()), how.path("calls").asInt());
            case "record" -> {
                on(
                        () -> {
                            delays.begin();
                            return true;
                        });
                yield answer();
            }
            case "report" -> on(delays::end).put("open", on(() -> open));
            case "hangup" -> hangUp();
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode baseline(int calls) throws Exception {
        on(this::forget);
        for (int i = 0; i < calls; i++) {
            int number = i;
            on(
                    () -> {
                        var caller =
                                new DirectCaller(
                                        number, calls, beat, sound, out, delays, _ -> open--);
                        connect(model.webSocketUri("gpt-realtime"), DirectCaller.HEADER, caller);
                        live.add(caller::hangUp);
                        return true;
                    });
            Thread.sleep(STAGGER_MS);
        }
        return answer();
    }

    private ObjectNode dial(URI switchboard, int calls) throws Exception {
        on(this::forget);
        try (var ringer = new Ringer(switchboard)) {
            for (int i = 0; i < calls; i++) {
                int number = i;
                var put = ringer.ring(i);
                on(
                        () -> {
                            var caller =
                                    new TwilioCaller(
                                            number,
                                            calls,
                                            put.callSid(),
                                            put.parameters(),
                                            beat,
                                            sound,
                                            out,
                                            delays,
                                            _ -> open--);
                            connect(put.stream(), "", caller);
                            live.add(caller::hangUp);
                            return true;
                        });
                Thread.sleep(STAGGER_MS);
            }
        }
        return answer();
    }

    private boolean forget() {
        live.clear();
        voice.forget();
        return true;
    }

    private void connect(URI where, String header, LeanSocket.Listener caller) {
        open++;
        LeanSocket.connect(loop, channels, where, header, caller);
    }

    private ObjectNode hangUp() throws Exception {
        on(
                () -> {
                    live.forEach(Runnable::run);
                    return true;
                });
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (on(() -> open) > 0 || model.openSessions() > 0) {
            if (System.nanoTime() > until) {
                delays.fault("connections left after hanging up");
                break;
            }
            Thread.sleep(50);
        }
        return answer();
    }

    private <T> T on(Callable<T> what) throws ExecutionException, InterruptedException {
        return loop.submit(what).get();
    }
}
