package io.centralita.channel.caller;

import io.centralita.call.scope.Time;
import io.centralita.channel.PacingClock;
import io.centralita.channel.caller.CallResult.By;
import io.centralita.channel.caller.CallResult.Ending;
import io.centralita.media.G711;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One media stream from `start` to its end, in slots of 20 ms.
///
/// At the beginning of slot k the caller's audio of slot k - 1 goes out, marks of what has sounded
/// go back, and what is buffered begins to sound: nothing is heard before it arrived, nothing is
/// sent before it was said. Slots lie on the time since `start`; late beats are caught up with.
/// Confined to its event loop.
final class StreamSession implements PacingClock.Member, ScriptRunner.Actions {
    private static final long SLOT_MS = 20;

    private final WebSocket webSocket;
    private final String streamSid;
    private final CallerMessages messages;
    private final Misbehaviour misbehaviour;
    private final PacingClock clock;
    private final Time time;
    private final CallerListener listener;
    private final Consumer<Problem> problems;
    private final Consumer<Ending> whenEnded;

    private final PlayoutBuffer buffer = new PlayoutBuffer();
    private final AudioArrivals arrivals = new AudioArrivals();
    private final CallRecording recording = new CallRecording();
    private final HeardAudio ear;
    private final ScriptRunner script;
    private final ArrayDeque<String> held = new ArrayDeque<>();
    private final long startNanos;
    private long slot;
    private short[] said = new short[CallRecording.SLOT_SAMPLES];
    private boolean vanished;
    private boolean over;
    private boolean malformedReported;
    private long mediaSent;
    private long mediaReceived;
    private long marksReturned;
    private long clears;

    StreamSession(
            WebSocket webSocket,
            String streamSid,
            CallerMessages messages,
            CallerScript callerScript,
            Misbehaviour misbehaviour,
            PacingClock clock,
            Time time,
            CallerListener listener,
            Consumer<Problem> problems,
            Consumer<Ending> whenEnded) {
        this.webSocket = webSocket;
        this.streamSid = streamSid;
        this.messages = messages;
        this.misbehaviour = misbehaviour;
        this.clock = clock;
        this.listener = listener;
        this.problems = problems;
        this.whenEnded = whenEnded;
        this.time = time;
        startNanos = time.nanoTime();
        ear = new HeardAudio(listener);
        script = new ScriptRunner(callerScript, ear, this);
    }

    void begin(Map<String, String> parameters) {
        webSocket.textMessageHandler(this::received);
        webSocket.binaryMessageHandler(
                bytes -> problems.accept(new Problem(Problem.STREAM_MALFORMED, "binary frame")));
        webSocket.closeHandler(nothing -> closedBySwitchboard());
        webSocket.exceptionHandler(
                failure -> end(new Ending(By.FAILURE, "stream failed: " + failure)));
        if (misbehaviour.readEveryMs() > 0) {
            webSocket.pause();
        }
        send(messages.connected());
        send(messages.start(misbehaviour.forgetToken() ? Map.of() : parameters));
        clock.add(this);
    }

    @Override
    public void tick(long nowNanos) {
        long due = (nowNanos - startNanos) / PacingClock.PERIOD_NANOS;
        while (!over && slot <= due) {
            beginSlot(slot++);
        }
    }

    private void beginSlot(long k) {
        long nowMs = k * SLOT_MS;
        if (k > 0) {
            sendMedia(k - 1);
        }
        if (misbehaviour.readEveryMs() > 0 && nowMs % misbehaviour.readEveryMs() < SLOT_MS) {
            webSocket.fetch(1);
        }
        returnMarks(buffer.reached());
        said = script.speak(nowMs);
        if (!over) {
            var heard = G711.decodeMuLaw(buffer.play(CallRecording.SLOT_SAMPLES));
            recording.add(said, heard);
            ear.hear(heard, nowMs);
        }
    }

    private void sendMedia(long k) {
        long chunk = k + 1;
        if (misbehaviour.loseEvery() > 0 && chunk % misbehaviour.loseEvery() == 0) {
            return;
        }
        held.add(messages.media(chunk, k * SLOT_MS, G711.encodeMuLaw(said)));
        mediaSent++;
        if (held.size() >= misbehaviour.burst()) {
            held.forEach(this::send);
            held.clear();
        }
    }

    private void received(String text) {
        if (over) {
            return;
        }
        switch (ServerMessage.read(text, streamSid)) {
            case ServerMessage.Media(var audio) -> {
                mediaReceived++;
                arrivals.arrived(audio.length, time.nanoTime() - startNanos);
                if (!buffer.add(audio)) {
                    problems.accept(
                            new Problem(Problem.STREAM_INVALID, "more audio than can be buffered"));
                }
            }
            case ServerMessage.Mark(var name) -> buffer.mark(name);
            case ServerMessage.Clear() -> {
                clears++;
                arrivals.cleared();
                listener.on(new CallerEvent.Cleared(slot * SLOT_MS, buffer.bufferedMs()));
                returnMarks(buffer.clear());
            }
            case ServerMessage.Invalid(var fault) -> {
                if (!malformedReported) {
                    malformedReported = true; // Twilio tells of it once in a stream.
                    problems.accept(new Problem(Problem.STREAM_INVALID, fault));
                }
            }
        }
    }

    private void returnMarks(List<String> names) {
        if (!misbehaviour.withholdMarks()) {
            names.forEach(name -> send(messages.mark(name)));
            marksReturned += names.size();
        }
    }

    private void send(String message) {
        if (!vanished && !webSocket.isClosed()) {
            webSocket.writeTextMessage(message);
        }
    }

    @Override
    public void tell(CallerEvent event) {
        listener.on(event);
    }

    @Override
    public void sendDigit(char digit) {
        send(messages.dtmf(digit));
        listener.on(new CallerEvent.DigitSent(slot * SLOT_MS, digit));
    }

    @Override
    public void sendText(String raw) {
        send(raw);
    }

    @Override
    public void sendBinary() {
        if (!webSocket.isClosed()) {
            webSocket.writeBinaryMessage(Buffer.buffer(new byte[] {1, 2, 3}));
        }
    }

    @Override
    public void vanish() {
        vanished = true;
    }

    @Override
    public void dropConnection() {
        if (!over) {
            var _ = ((WebSocketInternal) webSocket).channelHandlerContext().close();
            end(new Ending(By.CALLER, "connection dropped"));
        }
    }

    @Override
    public void hangUp() {
        if (vanished) {
            dropConnection();
        } else if (!over) {
            send(messages.stop());
            end(new Ending(By.CALLER, "hung up"));
            if (!webSocket.isClosed()) {
                webSocket.close();
            }
        }
    }

    @Override
    public void inVain(String what) {
        problems.accept(new Problem(Problem.SCRIPT, what));
    }

    private void closedBySwitchboard() {
        Short code = webSocket.closeStatusCode();
        if (code != null && code == 1000) {
            end(new Ending(By.SWITCHBOARD, "1000 " + webSocket.closeReason()));
            return;
        }
        var ending = new Ending(By.FAILURE, code + " " + webSocket.closeReason());
        if (!over) {
            problems.accept(
                    new Problem(Problem.STREAM_CLOSED, "stream closed: " + ending.detail()));
        }
        end(ending);
    }

    private void end(Ending ending) {
        if (!over) {
            over = true;
            clock.remove(this);
            held.clear();
            whenEnded.accept(ending);
        }
    }

    List<CallResult.Span> heard() {
        return new ArrayList<>(ear.finish());
    }

    CallRecording recording() {
        return recording;
    }

    CallResult.Delivery delivery() {
        return arrivals.delivery();
    }

    CallResult.Counts counts() {
        return new CallResult.Counts(
                mediaSent, mediaReceived, marksReturned, clears, buffer.mostBufferedMs());
    }
}
