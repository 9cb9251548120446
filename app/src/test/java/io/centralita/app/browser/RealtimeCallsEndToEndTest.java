package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.channel.webrtc.caller.Signalling;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program of the OpenAI protocol that has its audio on a track, and its server that takes part
/// from aside: both at a whole server with the embedded engine.
class RealtimeCallsEndToEndTest {
    @TempDir Path directory;

    /// `POST /v1/realtime/calls`.
    private static final class Calls implements Signalling {
        private final BrowserHouse house;
        private volatile String location = "";

        Calls(BrowserHouse house) {
            this.house = house;
        }

        @Override
        public String call(String offer) throws IOException, InterruptedException {
            var form =
                    String.join(
                            "\r\n",
                            "--B",
                            "Content-Disposition: form-data; name=\"sdp\"",
                            "Content-Type: application/sdp",
                            "",
                            offer,
                            "--B",
                            "Content-Disposition: form-data; name=\"session\"",
                            "Content-Type: application/json",
                            "",
                            "{\"type\":\"realtime\",\"model\":\"offline\",\"audio\":{\"input\":"
                                    + "{\"transcription\":{\"model\":\"whisper-1\"}}}}",
                            "--B--",
                            "");
            var made =
                    house.http.send(
                            HttpRequest.newBuilder(house.server.url().resolve("/v1/realtime/calls"))
                                    .header("Content-Type", "multipart/form-data; boundary=B")
                                    .POST(BodyPublishers.ofString(form))
                                    .build(),
                            BodyHandlers.ofString());
            if (made.statusCode() != 201) {
                throw new IOException(made.body());
            }
            location = made.headers().firstValue("Location").orElseThrow();
            return made.body();
        }

        String id() {
            return location.substring(location.lastIndexOf('/') + 1);
        }

        @Override
        public void hangUp() throws IOException, InterruptedException {
            var answer =
                    house.http.send(
                            HttpRequest.newBuilder(house.server.url().resolve(location + "/hangup"))
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    /// What comes by the sideband.
    private static final class Aside implements WebSocket.Listener {
        private final List<String> events = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private volatile boolean closed;

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                events.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed = true;
            return null;
        }

        void await(String type) {
            awaitThat(
                    () ->
                            events.stream()
                                    .anyMatch(
                                            text ->
                                                    BrowserHouse.json(text)
                                                            .path("type")
                                                            .asText()
                                                            .equals(type)));
        }

        static void awaitThat(BooleanSupplier condition) {
            long until = System.nanoTime() + BrowserHouse.PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).isLessThan(until);
                LockSupport.parkNanos(2_000_000);
            }
        }
    }

    @Test
    void a_question_is_answered_on_the_track_and_told_to_both() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        try (var house = new BrowserHouse(directory, Map.of("REALTIME_TOOLS", "true"))) {
            var calls = new Calls(house);
            var call = house.caller().call(calls);
            assertThat(call.awaitOpen(BrowserHouse.PATIENCE)).isTrue();
            var aside = new Aside();
            var url = house.server.url();
            var socket =
                    house.http
                            .newWebSocketBuilder()
                            .buildAsync(
                                    URI.create(
                                            "ws://%s:%d/v1/realtime?call_id=%s"
                                                    .formatted(
                                                            url.getHost(),
                                                            url.getPort(),
                                                            calls.id())),
                                    aside)
                            .join();
            aside.await("session.created");
            call.say(BrowserHouse.spoken("¿Cuántos clientes activos hay?"), BrowserHouse.RATE_HZ);
            aside.await("conversation.item.input_audio_transcription.completed");
            aside.await("output_audio_buffer.started");
            assertThat(
                            call.awaitText(
                                    text -> text.contains("output_audio_buffer.started"),
                                    BrowserHouse.PATIENCE))
                    .isTrue();
            socket.sendText("{\"type\":\"output_audio_buffer.clear\"}", true).join();
            aside.await("output_audio_buffer.cleared");
            assertThat(call.texts().stream().noneMatch(text -> text.contains("output_audio.delta")))
                    .isTrue();
            calls.hangUp();
            assertThat(call.awaitHangUp(BrowserHouse.PATIENCE)).isTrue();
            call.drop();
            Aside.awaitThat(() -> aside.closed);
            house.awaitNobody();
            assertThat(house.report(calls.id()).path("channel").asText()).isEqualTo("webrtc");
        }
    }
}
