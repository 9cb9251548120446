package io.centralita.engine.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.call.engine.EngineFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One connection from its opening to its end: opens, configures, reads. Confined to the session's
/// loop.
final class Link implements Connector.Listener {
    enum State {
        CONNECTING,
        CONFIGURING,
        READY,
        GONE
    }

    /// What a link tells its session.
    interface Owner {
        /// The connection is open: what to configure it with.
        String configuration(Link link);

        void ready(Link link);

        void event(Link link, ServerEvent event);

        void audio(Link link, String responseId, String itemId, byte[] audio);

        void oddity(String code, String detail);

        void drained(Link link);

        /// A bug: nobody knows what is true any more.
        void broken(RuntimeException bug);

        /// The last thing a link tells.
        void gone(Link link, Connector.Refusal why);
    }

    static final ServerEvent PONG = new ServerEvent.Other("pong");
    private static final int MOST_MALFORMED = 50;

    private final Owner owner;
    private final SessionLoop loop;
    private final ServerReader reader;
    private final long configureMs;
    private Connector.@Nullable Wire wire;
    private State state = State.CONNECTING;
    private Runnable stopTimer = () -> {};
    private int malformed;

    /// The model has spoken on this connection: its voice cannot be changed any more.
    boolean spoken;

    /// By the injected time; when the server last said anything.
    long heardAt;

    /// Unix time, seconds; 0 where the server did not say.
    long expiresAtS;

    /// The caller's frame that is to be sent next, and where in the tape it and this connection's
    /// audio begin.
    long nextFrame;

    long nextPosition;
    long firstPosition;

    Link(
            Owner owner,
            SessionLoop loop,
            Duration configure,
            String model,
            String transcriptionModel) {
        this.owner = owner;
        this.loop = loop;
        this.configureMs = configure.toMillis();
        this.reader = new ServerReader(model, transcriptionModel, new Reading());
    }

    void connect(Connector connector, String model, Duration within) {
        wire = connector.connect(loop, model, within, this);
        if (state == State.GONE) {
            wire.close();
        }
    }

    State state() {
        return state;
    }

    boolean isReady() {
        return state == State.READY;
    }

    void send(String message) {
        var utf8 = message.getBytes(UTF_8);
        send(utf8, utf8.length);
    }

    void send(byte[] utf8, int length) {
        var open = wire;
        if (open != null && state != State.GONE) {
            open.send(utf8, length);
        }
    }

    boolean isFull() {
        var open = wire;
        return open != null && open.isFull();
    }

    void ping() {
        var open = wire;
        if (open != null) {
            open.ping();
        }
    }

    /// Without a word to the owner.
    void close() {
        state = State.GONE;
        stopTimer.run();
        var open = wire;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void opened() {
        if (state == State.CONNECTING) {
            state = State.CONFIGURING;
            stopTimer =
                    loop.after(
                            configureMs, () -> end(passing("configuration not confirmed in time")));
        }
    }

    @Override
    public void message(byte[] json, int length) {
        if (state == State.GONE) {
            return;
        }
        try {
            reader.read(json, length);
        } catch (ServerReader.Malformed e) {
            oddity("malformed: " + e.getMessage());
        } catch (RuntimeException bug) {
            owner.broken(bug);
        }
    }

    @Override
    public void oddity(String what) {
        if (state != State.GONE) {
            owner.oddity("unreadable", what);
            malformed++;
            if (malformed > MOST_MALFORMED) {
                end(passing("nothing but garbage"));
            }
        }
    }

    @Override
    public void pong() {
        if (state != State.GONE) {
            owner.event(this, PONG);
        }
    }

    @Override
    public void drained() {
        if (state == State.READY) {
            owner.drained(this);
        }
    }

    @Override
    public void failed(Connector.Refusal refusal) {
        end(refusal);
    }

    @Override
    public void closed(String detail) {
        end(passing(detail));
    }

    /// The server is not believed in any more.
    void giveUp(String detail) {
        end(passing(detail));
    }

    private void end(Connector.Refusal why) {
        if (state != State.GONE) {
            close();
            owner.gone(this, why);
        }
    }

    /// Of a session that was never configured: it is the configuration's fault unless the server
    /// says that it is its own.
    private static Connector.Refusal refusal(String code) {
        var why = "not configured: " + code;
        return switch (code) {
            case "session_expired", "server_error" -> passing(why);
            case Answers.RATE_LIMITED -> {
                var pause = Duration.ofSeconds(1);
                yield new Connector.Refusal(new EngineFailure.RateLimited(pause), true, pause, why);
            }
            default ->
                    new Connector.Refusal(
                            new EngineFailure.Rejected(code), false, Duration.ZERO, why);
        };
    }

    static Connector.Refusal passing(String detail) {
        return new Connector.Refusal(
                new EngineFailure.Unreachable("model", null), true, Duration.ZERO, detail);
    }

    private final class Reading implements ServerReader.Sink {
        @Override
        public void audio(String responseId, String itemId, byte[] audio) {
            spoken = true;
            owner.audio(Link.this, responseId, itemId, audio);
        }

        @Override
        public void event(ServerEvent event) {
            switch (event) {
                case ServerEvent.SessionCreated(_, var expires) when state == State.CONFIGURING -> {
                    expiresAtS = expires;
                    send(owner.configuration(Link.this));
                }
                case ServerEvent.SessionUpdated() when state == State.CONFIGURING -> {
                    state = State.READY;
                    stopTimer.run();
                    owner.ready(Link.this);
                }
                case ServerEvent.Refused(var code, var message, _)
                        when state == State.CONFIGURING -> {
                    owner.oddity(code, message);
                    end(refusal(code));
                }
                default -> owner.event(Link.this, event);
            }
        }
    }
}
