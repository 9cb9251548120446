package io.centralita.engine.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.call.engine.EngineFailure;
import io.centralita.fake.model.Brain;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.wire.ClientEventReader;
import io.centralita.fake.model.wire.ClientEventReader.Read;
import io.centralita.fake.model.wire.ServerEventWriter;
import io.centralita.fake.model.wire.ServerEventWriter.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The strict model behind a connector without a network, in the time of a [SteppedLoop].
final class SteppedService implements Connector {
    private static final int CONNECTING_MS = 50;

    final List<Connection> connections = new ArrayList<>();
    private final SteppedLoop loop;
    private final Brain brain;
    private final Duration lifetime;
    boolean down;

    /// @param lifetime that a session is told, and lasts
    SteppedService(SteppedLoop loop, Brain brain, Duration lifetime) {
        this.loop = loop;
        this.brain = brain;
        this.lifetime = lifetime;
    }

    @Override
    public Wire connect(SessionLoop on, String model, Duration within, Listener listener) {
        var connection = new Connection(listener, connections.size() + 1);
        connections.add(connection);
        loop.after(CONNECTING_MS, down ? connection::refuse : connection::open);
        return connection;
    }

    /// Those that are open.
    List<Integer> open() {
        return connections.stream().filter(one -> one.open).map(one -> one.number).toList();
    }

    final class Connection implements Wire {
        final int number;
        private final Listener listener;
        private final ServerEventWriter writer;
        private final ClientEventReader reader = new ClientEventReader();
        private @Nullable ModelConversation model;
        private boolean open;
        private boolean closed;

        Connection(Listener listener, int number) {
            this.listener = listener;
            this.number = number;
            writer = new ServerEventWriter(Dialect.GA, "c" + number + "n");
        }

        ModelConversation model() {
            return Objects.requireNonNull(model);
        }

        private void refuse() {
            if (!closed) {
                listener.failed(
                        new Refusal(
                                new EngineFailure.Unreachable("test", null),
                                true,
                                Duration.ZERO,
                                "down"));
            }
        }

        private void open() {
            if (closed) {
                return;
            }
            open = true;
            listener.opened();
            var ends = loop.now().plus(lifetime).getEpochSecond();
            model =
                    ModelConversation.open(
                            new ModelConversation.Settings(
                                    "gpt-realtime-2.1", "c" + number + "n", ends, 120, false),
                            brain,
                            event -> {
                                if (event instanceof io.centralita.fake.model.ServerEvent.Closed) {
                                    loop.execute(this::end);
                                } else {
                                    tell(writer.write(event));
                                }
                            });
            loop.after(lifetime.toMillis(), model::expire);
        }

        private void tell(@Nullable String text) {
            if (text != null) {
                var json = text.getBytes(UTF_8);
                loop.execute(
                        () -> {
                            if (open) {
                                listener.message(json, json.length);
                            }
                        });
            }
        }

        private void end() {
            if (open) {
                open = false;
                listener.closed("by the service");
            }
        }

        @Override
        public void send(byte[] utf8, int length) {
            var message = new String(utf8, 0, length, UTF_8);
            loop.execute(
                    () -> {
                        if (open && reader.read(message) instanceof Read.Understood(var event)) {
                            model().on(event);
                        }
                    });
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void ping() {
            if (open) {
                loop.execute(listener::pong);
            }
        }

        @Override
        public void close() {
            open = false;
            closed = true;
        }
    }
}
