package io.centralita.engine.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.app.matrix.Fault;
import io.centralita.call.engine.EngineFailure;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Models;
import io.centralita.fake.model.ServerEvent;
import io.centralita.fake.model.TurnDetection;
import io.centralita.fake.model.wire.ClientEventReader;
import io.centralita.fake.model.wire.ClientEventReader.Read;
import io.centralita.fake.model.wire.ServerEventWriter;
import io.centralita.fake.model.wire.ServerEventWriter.Dialect;
import io.centralita.fake.model.wire.Voice;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection to the model, from the request to its end. Belongs to the world's event loop.
final class MatrixConnection implements Connector.Wire {
    private static final int CONNECTING_MS = 50;
    private static final int REFUSING_MS = 20;
    private static final int TRANSCRIBING_MS = 100;

    /// From the end of a turn to the first word.
    private static final int THINKING_MS = 500;

    /// Slow enough that the model is in the middle of what it says for as long as the caller is in
    /// the middle of hearing it.
    private static final double PACE = 1.2;

    private static final int CHUNK_MS = 120;
    private static final int LOUD = 0x60;
    private static final int FRAMES_TO_BEGIN = 3;
    private static final int FRAME_BYTES = 160;

    private static final List<String> GARBAGE =
            List.of(
                    "no json",
                    "{\"type\":\"response.of_the_future\",\"event_id\":\"e1\"}",
                    "{\"type\":\"response.output_audio.delta\"}",
                    "[]");

    private final MatrixModel owner;
    private final Connector.Listener listener;
    private final int number;
    private final Duration within;
    private final ClientEventReader reader = new ClientEventReader();
    private final ServerEventWriter writer;
    private final Map<String, AudioLength> spoken = new HashMap<>();
    private final Map<String, StringBuilder> words = new HashMap<>();
    private @Nullable ModelConversation conversation;
    private boolean open;
    private boolean closed;
    private boolean silent;
    private long heardMs;
    private int loudFrames;
    private int quietMs;

    /// An item's number as speech, and its length so far.
    private record AudioLength(int utterance, int ms) {}

    MatrixConnection(MatrixModel owner, Connector.Listener listener, int number, Duration within) {
        this.owner = owner;
        this.listener = listener;
        this.number = number;
        this.within = within;
        Voice voice =
                (_, utterance, fromMs, lengthMs) ->
                        Base64.getEncoder()
                                .encodeToString(
                                        owner.sounds.stretch(number, utterance, fromMs, lengthMs));
        writer = new ServerEventWriter(Dialect.GA, "c" + number + "n", voice);
    }

    void connect(@Nullable Fault fault) {
        switch (fault) {
            case CONNECT_REFUSED, UNKNOWN_HOST ->
                    refuse(REFUSING_MS, unreachable(), true, Duration.ZERO);
            case CONNECT_NEVER -> refuse(within.toMillis(), unreachable(), true, Duration.ZERO);
            case UPGRADE_REFUSED ->
                    refuse(
                            REFUSING_MS,
                            new EngineFailure.Rejected("http-401"),
                            false,
                            Duration.ZERO);
            case UPGRADE_RATE_LIMITED -> {
                var pause = Duration.ofSeconds(1);
                refuse(REFUSING_MS, new EngineFailure.RateLimited(pause), true, pause);
            }
            case SILENCE, CLOSE, GARBAGE ->
                    owner.world.after(
                            CONNECTING_MS,
                            () -> {
                                silent = fault == Fault.SILENCE;
                                open();
                                bear(fault);
                            });
            case null, default -> owner.world.after(CONNECTING_MS, this::open);
        }
    }

    private static EngineFailure unreachable() {
        return new EngineFailure.Unreachable("model.example", null);
    }

    private void refuse(long afterMs, EngineFailure why, boolean passing, Duration pause) {
        owner.world.after(
                afterMs,
                () -> {
                    if (!closed) {
                        listener.failed(
                                new Connector.Refusal(why, passing, pause, "by the matrix"));
                    }
                });
    }

    /// It goes wrong on this connection.
    void bear(Fault fault) {
        if (fault == Fault.CLOSE || fault.atTheDoor()) {
            drop();
        } else if (fault == Fault.SILENCE) {
            silent = true;
        } else if (fault == Fault.GARBAGE) {
            GARBAGE.forEach(this::tell);
        }
        if (fault == Fault.CLOSE || fault == Fault.SILENCE || fault == Fault.GARBAGE) {
            owner.borne(fault);
        }
    }

    boolean isOpen() {
        return open;
    }

    private void open() {
        if (closed) {
            return;
        }
        open = true;
        listener.opened();
        var settings =
                new ModelConversation.Settings(
                        Models.RECOMMENDED,
                        "c" + number + "n",
                        owner.world.now().plusSeconds(3_600).getEpochSecond(),
                        CHUNK_MS,
                        false);
        conversation = ModelConversation.open(settings, owner::answer, this::emit);
    }

    /// Nothing here may call the conversation: it is in the middle of something.
    private void emit(ServerEvent event) {
        switch (event) {
            case ServerEvent.Closed _ -> owner.world.execute(this::drop);
            case ServerEvent.ResponseCreated created ->
                    owner.world.after(THINKING_MS, () -> goOn(created.responseId()));
            case ServerEvent.AudioCommitted(var item, _) ->
                    owner.world.after(
                            TRANSCRIBING_MS,
                            () -> model().transcribe(item, owner.transcript.get()));
            case ServerEvent.TranscriptDelta delta ->
                    words.computeIfAbsent(delta.itemId(), _ -> new StringBuilder())
                            .append(delta.delta());
            case ServerEvent.AudioDelta delta -> {
                spoken.put(
                        delta.itemId(),
                        new AudioLength(delta.utterance(), delta.fromMs() + delta.lengthMs()));
                owner.sounds.words(
                        number,
                        delta.utterance(),
                        words.getOrDefault(delta.itemId(), new StringBuilder()).toString());
            }
            case ServerEvent.TranscriptDone done -> whole(done);
            default -> {}
        }
        tell(writer.write(event));
    }

    private void whole(ServerEvent.TranscriptDone done) {
        var audio = spoken.get(done.itemId());
        if (audio != null && !silent && open) {
            owner.sounds.whole(number, audio.utterance(), done.transcript(), audio.ms());
        }
    }

    private void goOn(String responseId) {
        var before = Map.copyOf(spoken);
        while (open && model().step(responseId)) {
            if (!spoken.equals(before)) {
                owner.world.after((long) (CHUNK_MS / PACE), () -> goOn(responseId));
                return;
            }
        }
    }

    private void tell(@Nullable String text) {
        if (text == null || silent) {
            return;
        }
        var json = text.getBytes(UTF_8);
        owner.world.execute(
                () -> {
                    if (open && !silent) {
                        listener.message(json, json.length);
                    }
                });
    }

    /// The connection is lost.
    private void drop() {
        if (open) {
            open = false;
            listener.closed("by the matrix");
        }
    }

    @Override
    public void send(byte[] utf8, int length) {
        var message = new String(utf8, 0, length, UTF_8);
        owner.world.execute(
                () -> {
                    if (!open) {
                        return;
                    }
                    switch (reader.read(message)) {
                        case Read.Understood(var event) -> take(event);
                        case Read.Refused(var error, var id) -> model().refuse(error, id);
                    }
                });
    }

    private void take(ClientEvent event) {
        model().on(event);
        if (event instanceof ClientEvent.AudioAppend(_, var audio)) {
            for (int at = 0; at + FRAME_BYTES <= audio.length; at += FRAME_BYTES) {
                hear(audio, at);
            }
        }
    }

    /// What the caller says is loud, all else is silence.
    private void hear(byte[] audio, int at) {
        heardMs += 20;
        boolean loud = false;
        for (int i = at; i < at + FRAME_BYTES; i++) {
            loud |= (audio[i] & 0x7F) < LOUD;
        }
        loudFrames = loud ? loudFrames + 1 : 0;
        quietMs = loud ? 0 : quietMs + 20;
        var silence =
                model().config().turnDetection() instanceof TurnDetection.ServerVad vad
                        ? vad.silenceDurationMs()
                        : Integer.MAX_VALUE;
        if (!model().isCallerSpeaking() && loudFrames == FRAMES_TO_BEGIN) {
            model().callerStarts(heardMs);
        } else if (model().isCallerSpeaking() && quietMs >= silence) {
            model().callerStops(heardMs);
        }
    }

    private ModelConversation model() {
        return Objects.requireNonNull(conversation);
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void ping() {
        if (open && !silent) {
            owner.world.execute(listener::pong);
        }
    }

    @Override
    public void close() {
        open = false;
        closed = true;
    }
}
