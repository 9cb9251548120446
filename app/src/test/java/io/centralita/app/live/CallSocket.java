package io.centralita.app.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The socket of somebody who listens to a call or speaks in it.
final class CallSocket implements WebSocket.Listener {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<short[]> frames = new CopyOnWriteArrayList<>();
    private @Nullable WebSocket socket;

    static CallSocket connect(HttpClient http, URI server, String path) throws Exception {
        var listener = new CallSocket();
        var url = URI.create(server.toString().replaceFirst("^http", "ws") + path);
        listener.socket =
                http.newWebSocketBuilder().buildAsync(url, listener).get(10, TimeUnit.SECONDS);
        return listener;
    }

    /// The first message that has this in it.
    JsonNode awaitText(String part) throws Exception {
        await(() -> texts.stream().anyMatch(text -> text.contains(part)), part);
        var found = texts.stream().filter(text -> text.contains(part)).findFirst();
        return JSON.readTree(found.orElseThrow());
    }

    /// Waits until this side has been loud for some frames.
    ///
    /// @param channel 0 the caller, 1 what they hear
    void awaitSound(int channel, int from) {
        await(
                () ->
                        frames.stream()
                                        .skip(from)
                                        .filter(frame -> energy(frame, channel) > 300)
                                        .count()
                                > 10,
                "sound on " + channel);
    }

    int heard() {
        return frames.size();
    }

    private static double energy(short[] frame, int channel) {
        double sum = 0;
        for (int i = channel; i < frame.length; i += 2) {
            sum += Math.abs((double) frame[i]);
        }
        return sum / (frame.length / 2.0);
    }

    void say(String text) throws Exception {
        if (socket != null) {
            socket.sendText(text, true).get(10, TimeUnit.SECONDS);
        }
    }

    /// A tone, 20 ms at a time as a microphone gives it.
    void tone(int hz, Duration length) throws Exception {
        for (int frame = 0; frame < length.toMillis() / 20; frame++) {
            var audio = ByteBuffer.allocate(640).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 320; i++) {
                double t = (frame * 320.0 + i) / 16_000.0;
                audio.putShort((short) (8_000 * Math.sin(2 * Math.PI * hz * t)));
            }
            if (socket != null) {
                socket.sendBinary(audio.flip(), true).get(10, TimeUnit.SECONDS);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void await(BooleanSupplier condition, String what) {
        var deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never came: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        texts.add(data.toString());
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var samples = new short[data.remaining() / 2];
        data.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        frames.add(samples);
        from.request(1);
        return null;
    }
}
