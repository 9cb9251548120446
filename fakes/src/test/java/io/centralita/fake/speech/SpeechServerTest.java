package io.centralita.fake.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import io.centralita.media.Wav;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The fake is as strict as the real service, and misbehaves as told.
@Timeout(60)
class SpeechServerTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final byte[] SECOND = wav(1_000);

    @AfterAll
    static void close() {
        HTTP.close();
        VERTX.close();
    }

    private static SpeechServer serve(SpeechSettings settings) {
        return SpeechServer.start(VERTX, settings);
    }

    private static byte[] wav(int ms) {
        var file = new ByteArrayOutputStream();
        try {
            Wav.write(file, Tones.sine(300, -20, Duration.ofMillis(ms), 16_000), 16_000);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file.toByteArray();
    }

    private static HttpResponse<String> upload(
            SpeechServer server, Map<String, String> fields, String fileName, byte[] file)
            throws Exception {
        var body = new ByteArrayOutputStream();
        fields.forEach(
                (name, value) ->
                        body.writeBytes(
                                ("--b\r\nContent-Disposition: form-data; name=\""
                                                + name
                                                + "\"\r\n\r\n"
                                                + value
                                                + "\r\n")
                                        .getBytes(StandardCharsets.UTF_8)));
        if (!fileName.isEmpty()) {
            body.writeBytes(
                    ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                    + fileName
                                    + "\"\r\nContent-Type: audio/wav\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(
                server,
                "/audio/transcriptions",
                "multipart/form-data; boundary=b",
                body.toByteArray(),
                SpeechSettings.KEY);
    }

    private static HttpResponse<String> send(
            SpeechServer server, String path, String type, byte[] body, String key)
            throws Exception {
        return HTTP.send(
                request(server, path, type, body, key).build(),
                BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private static HttpRequest.Builder request(
            SpeechServer server, String path, String type, byte[] body, String key) {
        return HttpRequest.newBuilder(URI.create(server.baseUri() + path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<String> speak(SpeechServer server, String json) throws Exception {
        return send(
                server,
                "/audio/speech",
                "application/json",
                json.getBytes(StandardCharsets.UTF_8),
                SpeechSettings.KEY);
    }

    private static String code(HttpResponse<String> answer) {
        var error = new JsonObject(answer.body()).getJsonObject("error");
        return answer.statusCode() + " " + error.getString("code");
    }

    @Test
    void an_upload_is_heard_and_written_down() throws Exception {
        try (var server = serve(SpeechSettings.DEFAULT.withTexts("hola", "adiós"))) {
            var answer = upload(server, Map.of("model", "gpt-4o-transcribe"), "a.wav", SECOND);
            assertThat(answer.statusCode()).isEqualTo(200);
            var json = new JsonObject(answer.body());
            assertThat(json.getString("text")).isEqualTo("hola");
            assertThat(json.getJsonObject("usage").getInteger("input_tokens")).isEqualTo(14);
            assertThat(server.exchange(Endpoint.TRANSCRIPTIONS, 1).audio().samples())
                    .hasSize(16_000);
            assertThat(
                            upload(
                                            server,
                                            Map.of("model", "whisper-1", "response_format", "text"),
                                            "a.wav",
                                            SECOND)
                                    .headers()
                                    .firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', a.wav, 400 missing_required_parameter",
        "model=gpt-5, a.wav, 404 model_not_found",
        "model=whisper-1, '', 400 missing_required_parameter",
        "model=whisper-1, a.txt, 400 unsupported_value",
        "model=whisper-1;language=español, a.wav, 400 invalid_language_format",
        "model=whisper-1;response_format=xml, a.wav, 400 unsupported_value",
        "model=gpt-4o-transcribe;response_format=verbose_json, a.wav, 400 unsupported_value",
        "model=gpt-4o-transcribe-diarize;prompt=x, a.wav, 400 unsupported_value",
        "model=whisper-1;temperature=2, a.wav, 400 invalid_value",
        "model=whisper-1;voice=alloy, a.wav, 400 unknown_parameter"
    })
    void what_the_service_refuses_is_refused(String fields, String fileName, String refusal)
            throws Exception {
        Map<String, String> form = new LinkedHashMap<>();
        for (var field : fields.isEmpty() ? new String[0] : fields.split(";", -1)) {
            var parts = field.split("=", 2);
            form.put(parts[0], parts[1]);
        }
        try (var server = serve(SpeechSettings.DEFAULT)) {
            assertThat(code(upload(server, form, fileName, SECOND))).isEqualTo(refusal);
        }
    }

    @Test
    void audio_that_is_too_short_too_long_or_none_is_refused() throws Exception {
        var model = Map.of("model", "whisper-1");
        try (var server = serve(SpeechSettings.DEFAULT)) {
            assertThat(code(upload(server, model, "a.wav", wav(90))))
                    .isEqualTo("400 audio_too_short");
            assertThat(upload(server, model, "a.wav", wav(110)).statusCode()).isEqualTo(200);
            assertThat(code(upload(server, model, "a.wav", new byte[100])))
                    .isEqualTo("400 audio_decode_error");
            assertThat(upload(server, model, "a.wav", new byte[26_300_000]).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void nothing_is_taken_without_the_key_or_as_another_type() throws Exception {
        try (var server = serve(SpeechSettings.DEFAULT)) {
            for (var path : new String[] {"/audio/speech", "/audio/transcriptions"}) {
                assertThat(code(send(server, path, "application/json", new byte[0], "sk-other")))
                        .isEqualTo("401 invalid_api_key");
                assertThat(
                                send(server, path, "text/plain", new byte[3], SpeechSettings.KEY)
                                        .statusCode())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void speech_is_made_of_tones_as_long_as_the_text() throws Exception {
        try (var server = serve(SpeechSettings.DEFAULT)) {
            var answer =
                    speak(
                            server,
                            "{\"model\":\"tts-1\",\"input\":\"Hola\",\"voice\":\"alloy\",\"response_format\":\"pcm\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).hasValue("audio/pcm");
            var made = Speaker.TONES.speak(new SpokenRequest(1, "Hola", "alloy", 1));
            assertThat(answer.body().getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(Pcm.bytes(made));
            assertThat(made).hasSize(24 * 4 * Speaker.MS_A_CHARACTER);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":\"x\",\"voice\":\"alloy\"}|400 missing_required_parameter",
                "{\"model\":\"tts-1\",\"voice\":\"alloy\"}|400 missing_required_parameter",
                "{\"model\":\"tts-1\",\"input\":\"x\"}|400 missing_required_parameter",
                "{\"model\":\"tts-9\",\"input\":\"x\",\"voice\":\"alloy\"}|404 model_not_found",
                "{\"model\":\"tts-1\",\"input\":\" \",\"voice\":\"alloy\"}|400 string_below_min_length",
                "{\"model\":\"tts-1\",\"input\":\"x\",\"voice\":\"juan\"}|400 invalid_value",
                "{\"model\":\"gpt-4o-mini-tts\",\"input\":\"x\",\"voice\":\"nova\"}|400 invalid_value",
                "{\"model\":\"tts-1\",\"input\":\"x\",\"voice\":\"alloy\",\"speed\":5}|400 invalid_value",
                "{\"model\":\"tts-1\",\"input\":\"x\",\"voice\":\"alloy\",\"speed\":0.2}|400 invalid_value",
                "{\"model\":\"tts-1\",\"input\":\"x\",\"voice\":\"alloy\",\"response_format\":\"au\"}|400 invalid_value",
                "{\"model\":\"tts-1\",\"input\":\"x\",\"voice\":\"alloy\",\"instructions\":\"y\"}|400 unsupported_parameter",
                "{\"model\":\"tts-1\",\"input\":\"x\",\"voice\":\"alloy\",\"pitch\":1}|400 unknown_parameter"
            })
    void what_cannot_be_said_is_refused(String json, String refusal) throws Exception {
        try (var server = serve(SpeechSettings.DEFAULT)) {
            assertThat(code(speak(server, json))).isEqualTo(refusal);
        }
    }

    @Test
    void a_text_that_is_too_long_is_refused() throws Exception {
        try (var server = serve(SpeechSettings.DEFAULT)) {
            for (int length : new int[] {4_096, 4_097}) {
                var json =
                        new JsonObject()
                                .put("model", "tts-1")
                                .put("voice", "alloy")
                                .put("input", "x".repeat(length))
                                .put("response_format", "pcm");
                assertThat(speak(server, json.encode()).statusCode())
                        .isEqualTo(length == 4_096 ? 200 : 400);
            }
        }
    }

    @Test
    void trouble_comes_at_its_request_and_no_other() throws Exception {
        var hello =
                "{\"model\":\"tts-1\",\"input\":\"Hola\",\"voice\":\"alloy\",\"response_format\":\"pcm\"}";
        var settings =
                SpeechSettings.DEFAULT
                        .with(
                                Endpoint.SPEECH,
                                1,
                                new Trouble.Answer(429, "rate", Duration.ofSeconds(3)))
                        .with(Endpoint.SPEECH, 2, new Trouble.Reset())
                        .with(Endpoint.SPEECH, 3, new Trouble.BreakOff(1_000, false))
                        .with(Endpoint.SPEECH, 4, new Trouble.Half())
                        .with(Endpoint.SPEECH, 5, new Trouble.Empty())
                        .with(Endpoint.SPEECH, 6, Trouble.Other.page())
                        .with(Endpoint.SPEECH, 7, new Trouble.NeverAnswer());
        int whole = 2 * 24 * 4 * Speaker.MS_A_CHARACTER;
        try (var server = serve(settings)) {
            var limited = speak(server, hello);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValue("retry-after")).hasValue("3");
            assertThatThrownBy(() -> speak(server, hello)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> speak(server, hello)).isInstanceOf(IOException.class);
            assertThat(speak(server, hello).body()).hasSize(whole / 2);
            assertThat(speak(server, hello).body()).isEmpty();
            assertThat(speak(server, hello).headers().firstValue("content-type"))
                    .hasValue("text/html");
            var patient =
                    request(
                                    server,
                                    "/audio/speech",
                                    "application/json",
                                    hello.getBytes(StandardCharsets.UTF_8),
                                    SpeechSettings.KEY)
                            .timeout(Duration.ofMillis(300))
                            .build();
            assertThatThrownBy(() -> HTTP.send(patient, BodyHandlers.discarding()))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(speak(server, hello).body()).hasSize(whole);
        }
    }
}
