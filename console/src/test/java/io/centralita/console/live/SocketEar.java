package io.centralita.console.live;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// What comes out of a socket.
final class SocketEar implements WebSocket.Listener {
    final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<short[]> audio = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Integer> codes = new LinkedBlockingQueue<>();

    JsonNode text() throws Exception {
        var text = texts.poll(20, SECONDS);
        assertThat(text).isNotNull();
        return LiveRig.JSON.readTree(text);
    }

    /// The first frame in which both sides are loud.
    short[] loud() throws Exception {
        while (true) {
            var frame = audio.poll(20, SECONDS);
            assertThat(frame).isNotNull();
            boolean all = true;
            for (var sample : frame) {
                all &= sample != 0;
            }
            if (all) {
                return frame;
            }
        }
    }

    int code() throws Exception {
        var code = codes.poll(20, SECONDS);
        assertThat(code).isNotNull();
        return code;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        texts.add(data.toString());
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        var samples = new short[data.remaining() / 2];
        data.order(java.nio.ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        audio.add(samples);
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        codes.add(code);
        return null;
    }
}
