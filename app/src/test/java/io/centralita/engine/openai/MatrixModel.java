package io.centralita.engine.openai;

import io.centralita.app.matrix.Fault;
import io.centralita.app.matrix.SoundBook;
import io.centralita.app.matrix.World;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.openai.OpenAiSettings.Patience;
import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Occasion;
import io.centralita.fake.model.Script;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The realtime engine with the strict model behind it, without a network, and what goes wrong with
/// that model. Belongs to the world's event loop.
public final class MatrixModel implements Engine, Connector {
    private static final OpenAiSettings SETTINGS =
            new OpenAiSettings(
                    "openai",
                    URI.create("https://model.example/v1"),
                    new ApiKey("sk-matrix"),
                    Auth.BEARER,
                    SessionOptions.DEFAULTS,
                    Patience.DEFAULT);

    final World world;
    final SoundBook sounds;
    final Supplier<String> transcript;
    private final Brain brain;
    private final List<MatrixConnection> connections = new ArrayList<>();
    private @Nullable Fault fault;
    private boolean failsMidway;

    /// @param transcript what the caller said last
    /// @param brain what the model does while all is well
    public MatrixModel(World world, SoundBook sounds, Supplier<String> transcript, Brain brain) {
        this.world = world;
        this.sounds = sounds;
        this.transcript = transcript;
        this.brain = brain;
    }

    /// From now on, or just now, this goes wrong: with the connections that are open, or else with
    /// the next.
    public void strike(Fault what) {
        fault = what;
        for (var one : connections.stream().filter(MatrixConnection::isOpen).toList()) {
            one.bear(what);
        }
    }

    /// An answer of several words that fails does so in its middle.
    public void failMidway() {
        failsMidway = true;
    }

    @Override
    public String name() {
        return SETTINGS.name();
    }

    @Override
    public EngineSession open(SessionSettings call, EngineListener listener, SpeechOut speech) {
        var session =
                new OpenAiSession(SETTINGS, call, listener, speech, this, new Loop(world), world);
        session.start();
        return session;
    }

    @Override
    public Wire connect(SessionLoop loop, String model, Duration within, Listener listener) {
        var connection = new MatrixConnection(this, listener, connections.size() + 1, within);
        connections.add(connection);
        connection.connect(fault);
        return connection;
    }

    /// What only the first connection has to bear.
    void borne(Fault what) {
        if (fault == what) {
            fault = null;
        }
    }

    Script answer(Occasion occasion) {
        var script = brain.respond(occasion);
        var now = fault;
        if (now == null || !now.failsAnswers() || script.steps().isEmpty()) {
            return script;
        }
        borne(Fault.SERVER_ERROR_ONCE);
        var code = now == Fault.RATE_LIMIT ? Answers.RATE_LIMITED : "server_error";
        var failure = new Script.Step.Fail("server_error", code);
        return failsMidway && script.steps().getFirst() instanceof Script.Step.Say said
                ? Script.of(said, failure)
                : Script.of(failure);
    }

    /// The world's loop as a session sees it.
    private record Loop(World world) implements SessionLoop {
        @Override
        public boolean isCurrent() {
            return world.isOnLoop();
        }

        @Override
        public void execute(Runnable action) {
            world.execute(action);
        }

        @Override
        public Runnable after(long delayMs, Runnable action) {
            return world.after(delayMs, action);
        }
    }
}
