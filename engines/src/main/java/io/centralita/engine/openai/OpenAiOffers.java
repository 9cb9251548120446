package io.centralita.engine.openai;

import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Browsers' calls with a model that answers their offers itself. Thread-safe.
public final class OpenAiOffers implements OfferEngine, AutoCloseable {
    /// How long no caller is sent to a server that has refused one.
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private static final Pattern API_VERSION = Pattern.compile("(?:^|&)api-version=");

    private final Vertx vertx;
    private final OpenAiSettings settings;
    private final Function<String, Optional<String>> objection;
    private final Time time;
    private final VertxConnector connector;
    private final VertxCallDesk desk;

    /// Why the latest was refused, and until when it keeps others away; null where it does not.
    private volatile @Nullable Refusal refusal;

    private record Refusal(EngineFailure why, long until) {}

    /// @param objection a word for why it must not be used for a tenant just now; must not block
    public OpenAiOffers(
            Vertx vertx,
            OpenAiSettings settings,
            Function<String, Optional<String>> objection,
            Time time) {
        this.vertx = vertx;
        this.settings = settings;
        this.objection = objection;
        this.time = time;
        connector = new VertxConnector(vertx, settings);
        desk = new VertxCallDesk(vertx, settings, connector);
    }

    /// Why a service of these settings cannot answer offers at all, as a word for logs; empty where
    /// it may. Azure's preview, the one that has an `api-version`, takes no calls (its generally
    /// available API refuses that parameter).
    public static Optional<String> hindrance(OpenAiSettings settings) {
        var query = settings.baseUrl().getRawQuery();
        return query != null && API_VERSION.matcher(query).find()
                ? Optional.of("api-version")
                : Optional.empty();
    }

    @Override
    public Optional<String> objection(String tenant) {
        var latest = refusal;
        return latest != null && time.nanoTime() - latest.until() < 0
                ? Optional.of(latest.why().word())
                : objection.apply(tenant);
    }

    @Override
    public Connection take(String offer, Runnable gone) {
        return new Offered(offer, gone);
    }

    private void answered(Answer answer) {
        refusal =
                switch (answer) {
                    case Answer.Given _ -> null;
                    case Answer.Refused(var why) when HttpRefusal.isOfRequest(why) -> null;
                    case Answer.Refused(var why) ->
                            new Refusal(why, time.nanoTime() + pause(why).toNanos());
                };
    }

    private static Duration pause(EngineFailure why) {
        return why instanceof EngineFailure.RateLimited(var after) && after.compareTo(COOL_DOWN) < 0
                ? after
                : COOL_DOWN;
    }

    /// Calls that are still open are hung up on. Not on an event loop.
    @Override
    public void close() {
        desk.close();
        connector.close();
    }

    /// One caller's.
    private final class Offered implements Connection, Engine, SidebandLine.Caller {
        private final String offer;
        private final Runnable gone;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private volatile @Nullable SidebandLine line;
        private volatile boolean hears;

        Offered(String offer, Runnable gone) {
            this.offer = offer;
            this.gone = gone;
        }

        @Override
        public Engine engine() {
            return this;
        }

        @Override
        public String name() {
            return settings.name();
        }

        @Override
        public EngineSession open(SessionSettings call, EngineListener listener, SpeechOut speech) {
            var session =
                    new OpenAiSession(
                            settings,
                            call,
                            listener,
                            speech,
                            new VertxLoop(vertx.getOrCreateContext()),
                            time,
                            of -> new SidebandLine(desk, offer, this, of));
            line = session.line() instanceof SidebandLine made ? made : null;
            session.start();
            if (hears) {
                connected();
            }
            return session;
        }

        @Override
        public CompletionStage<Answer> answer() {
            return answer.minimalCompletionStage();
        }

        @Override
        public void answer(Answer given) {
            answered(given);
            answer.complete(given);
        }

        @Override
        public void gone() {
            gone.run();
        }

        @Override
        public void connected() {
            hears = true;
            var now = line;
            if (now != null) {
                now.connected();
            }
        }
    }
}
