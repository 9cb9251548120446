package io.centralita.channel.webrtc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import io.centralita.media.Wav;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the switchboard itself tells a page whose data channel is somebody else's: server-sent
/// events (HTML Living Standard §9.2). One page listens at a time, the latest. Thread-safe.
final class PageStream {
    private static final Logger log = LoggerFactory.getLogger(PageStream.class);

    /// Twenty seconds of speech: a page that leaves more than that behind is not listening.
    private static final int QUEUE_BYTES = 1_500_000;

    /// So that nobody on the way takes the line for dead, and a page that is gone is noticed.
    private static final String STILL_THERE = ":\n\n";

    private final String callId;
    private volatile Listener listener = Listener.NOBODY;

    /// Where events go, on the event loop of the request that asked for them.
    private interface Listener {
        Listener NOBODY = (_, _) -> {};

        void tell(String text, boolean last);
    }

    PageStream(String callId) {
        this.callId = callId;
    }

    /// A page listens. On its request's event loop.
    void attach(HttpServerResponse response) {
        var context = Vertx.currentContext();
        Listener one = (text, last) -> write(context, response, text, last);
        response.setChunked(true)
                .setWriteQueueMaxSize(QUEUE_BYTES)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .closeHandler(_ -> gone(one));
        exchange(one).tell("", true);
        one.tell(STILL_THERE, false);
    }

    private synchronized Listener exchange(Listener next) {
        var before = listener;
        listener = next;
        return before;
    }

    private synchronized void gone(Listener one) {
        if (listener == one) {
            listener = Listener.NOBODY;
        }
    }

    boolean isOpen() {
        return listener != Listener.NOBODY;
    }

    /// A sentence of ours is to be heard now.
    ///
    /// @param audio in the leg's format
    void say(long utterance, String text, byte[] audio) {
        tell(
                "say",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("utterance", utterance)
                        .put("text", text)
                        .put("audio", Base64.getEncoder().encodeToString(wav(audio))),
                false);
    }

    /// Nothing of ours is to be heard any more.
    void hush() {
        tell("hush", JsonNodeFactory.instance.objectNode(), false);
    }

    /// The call cannot go on as it is: the page is to call again and to go on with it.
    void lost(String reason) {
        tell("lost", JsonNodeFactory.instance.objectNode().put("reason", reason), true);
    }

    /// The call is over.
    void end(String reason) {
        tell("end", JsonNodeFactory.instance.objectNode().put("reason", reason), true);
    }

    void stillThere() {
        listener.tell(STILL_THERE, false);
    }

    private void tell(String event, ObjectNode data, boolean last) {
        var to = last ? exchange(Listener.NOBODY) : listener;
        to.tell("event: " + event + "\ndata: " + data + "\n\n", last);
    }

    private void write(Context context, HttpServerResponse response, String text, boolean last) {
        context.runOnContext(
                _ -> {
                    if (response.ended() || response.closed()) {
                        return;
                    }
                    if (response.writeQueueFull()) {
                        log.atWarn().addKeyValue("call", callId).log("page does not listen");
                        var _ = response.reset();
                    } else if (last) {
                        var _ = response.end(text);
                    } else {
                        var _ = response.write(text);
                    }
                });
    }

    private static byte[] wav(byte[] audio) {
        var file = new ByteArrayOutputStream(audio.length + 44);
        try {
            Wav.write(file, Pcm.samples(audio), AudioFormat.PCM_24K.sampleRateHz());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
