package io.centralita.engine.openai;

import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;
import io.vertx.core.Vertx;

/// Speech to speech with a model that speaks the OpenAI Realtime protocol. Thread-safe.
public final class OpenAiEngine implements Engine, AutoCloseable {
    private final Vertx vertx;
    private final OpenAiSettings settings;
    private final VertxConnector connector;
    private final Time time;

    public OpenAiEngine(Vertx vertx, OpenAiSettings settings, Time time) {
        this.vertx = vertx;
        this.settings = settings;
        this.connector = new VertxConnector(vertx, settings);
        this.time = time;
    }

    @Override
    public String name() {
        return settings.name();
    }

    /// On an event loop the session lives on that loop: the leg and the model then need no
    /// handing-over between threads.
    @Override
    public EngineSession open(SessionSettings call, EngineListener listener, SpeechOut speech) {
        var session =
                new OpenAiSession(
                        settings,
                        call,
                        listener,
                        speech,
                        connector,
                        new VertxLoop(vertx.getOrCreateContext()),
                        time);
        session.start();
        return session;
    }

    /// Sessions that are open stay so until their calls close them.
    @Override
    public void close() {
        connector.close();
    }
}
