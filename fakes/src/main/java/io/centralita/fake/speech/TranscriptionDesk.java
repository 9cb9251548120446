package io.centralita.fake.speech;

import io.centralita.media.Recording;
import io.centralita.media.Wav;
import io.centralita.media.WavException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `POST /v1/audio/transcriptions`, as «Create transcription» has it. Of the file types that the
/// service reads, WAV is the one that is looked into here. Belongs to the event loop.
final class TranscriptionDesk implements Desk {
    private static final long LARGEST = 25L * 1_024 * 1_024;
    private static final double SHORTEST_S = 0.1;
    private static final List<String> TYPES =
            List.of("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm");
    private static final Set<String> FORMATS =
            Set.of("json", "text", "srt", "verbose_json", "vtt", "diarized_json");
    private static final Set<String> FIELDS =
            Set.of(
                    "model",
                    "language",
                    "prompt",
                    "response_format",
                    "temperature",
                    "stream",
                    "chunking_strategy",
                    "include[]",
                    "timestamp_granularities[]",
                    "keywords[]",
                    "languages[]");

    /// ISO 639-1.
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

    private final SpeechSettings settings;
    private final Buffer file = Buffer.buffer();
    private @Nullable HttpServerFileUpload upload;
    private long received;

    TranscriptionDesk(SpeechSettings settings) {
        this.settings = settings;
    }

    @Override
    public void read(
            HttpServerRequest request, SpeechExchange exchange, Consumer<Outcome> outcome) {
        var type = request.getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            outcome.accept(
                    new Outcome.Refused(
                            Refusal.invalid(
                                    null, null, "Content-Type must be multipart/form-data")));
            return;
        }
        request.setExpectMultipart(true);
        request.uploadHandler(
                begun -> {
                    if (begun.name().equals("file")) {
                        upload = begun;
                    }
                    begun.handler(this::take);
                });
        request.endHandler(_ -> outcome.accept(judge(request, exchange)));
    }

    private void take(Buffer piece) {
        received += piece.length();
        if (received <= LARGEST) {
            file.appendBuffer(piece);
        }
    }

    private Outcome judge(HttpServerRequest request, SpeechExchange exchange) {
        Map<String, String> fields = new HashMap<>();
        request.formAttributes().forEach(field -> fields.put(field.getKey(), field.getValue()));
        exchange.fields(fields);
        var refusal = refusal(fields);
        if (refusal != null) {
            return new Outcome.Refused(refusal);
        }
        Recording audio;
        try {
            audio = Wav.parse(file.getBytes());
        } catch (WavException _) {
            return new Outcome.Refused(
                    Refusal.invalid(
                            "audio_decode_error",
                            "file",
                            "The audio file could not be decoded or its format is not supported."));
        }
        exchange.audio(audio);
        double seconds = audio.samples().length / (double) audio.sampleRateHz();
        if (seconds < SHORTEST_S) {
            return new Outcome.Refused(
                    Refusal.invalid(
                            "audio_too_short",
                            "file",
                            "Audio file is too short. Minimum audio length is 0.1 seconds."));
        }
        return answer(fields, settings.transcriber().transcribe(exchange.number(), audio), seconds);
    }

    private @Nullable Refusal refusal(Map<String, String> fields) {
        if (received > LARGEST) {
            return Refusal.tooLarge(received);
        }
        for (var name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                return Refusal.invalid(
                        "unknown_parameter", name, "Unknown parameter: '" + name + "'.");
            }
        }
        var model = fields.getOrDefault("model", "");
        if (model.isEmpty()) {
            return Refusal.missing("model");
        }
        if (!SpeechModels.transcribes(model) && !settings.deployments().contains(model)) {
            return Refusal.noSuchModel(model);
        }
        var given = upload;
        if (given == null) {
            return Refusal.missing("file");
        }
        var name = given.filename() == null ? "" : given.filename();
        if (!TYPES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
            return Refusal.invalid(
                    "unsupported_value",
                    "file",
                    "Invalid file format. Supported formats: " + TYPES);
        }
        return options(fields, model);
    }

    private static @Nullable Refusal options(Map<String, String> fields, String model) {
        var language = fields.get("language");
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            return Refusal.invalid(
                    "invalid_language_format",
                    "language",
                    "Language parameter must be specified in ISO-639-1 format.");
        }
        var format = fields.getOrDefault("response_format", "json");
        if (!FORMATS.contains(format)
                || (SpeechModels.answersInJsonOnly(model) && !format.equals("json"))) {
            return Refusal.invalid(
                    "unsupported_value",
                    "response_format",
                    "response_format '"
                            + format
                            + "' is not compatible with model '"
                            + model
                            + "'.");
        }
        if (SpeechModels.diarizes(model) && fields.containsKey("prompt")) {
            return Refusal.invalid(
                    "unsupported_value", "prompt", "Prompt is not supported by this model.");
        }
        return isTemperature(fields.getOrDefault("temperature", "0"))
                ? null
                : Refusal.invalid("invalid_value", "temperature", "Must be between 0 and 1.");
    }

    private static boolean isTemperature(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 1;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static Outcome answer(Map<String, String> fields, String text, double seconds) {
        var format = fields.getOrDefault("response_format", "json");
        if (format.equals("text")) {
            return new Outcome.Text("text/plain; charset=utf-8", utf8(text + "\n"));
        }
        var json = new JsonObject().put("text", text);
        if (format.equals("verbose_json")) {
            json.put("task", "transcribe")
                    .put("language", fields.getOrDefault("language", "es"))
                    .put("duration", seconds)
                    .put("segments", new JsonArray().add(segment(text, seconds)));
        }
        if (fields.getOrDefault("model", "").startsWith("gpt-")) {
            int audio = (int) Math.ceil(10 * seconds);
            int words = text.split("\\s+", -1).length;
            json.put(
                    "usage",
                    new JsonObject()
                            .put("type", "tokens")
                            .put("input_tokens", audio + 4)
                            .put(
                                    "input_token_details",
                                    new JsonObject()
                                            .put("text_tokens", 4)
                                            .put("audio_tokens", audio))
                            .put("output_tokens", words)
                            .put("total_tokens", audio + 4 + words));
        } else {
            json.put(
                    "usage",
                    new JsonObject()
                            .put("type", "duration")
                            .put("seconds", (int) Math.ceil(seconds)));
        }
        return new Outcome.Text("application/json", utf8(json.encode()));
    }

    private static JsonObject segment(String text, double seconds) {
        return new JsonObject()
                .put("id", 0)
                .put("start", 0)
                .put("end", seconds)
                .put("text", text)
                .put("avg_logprob", text.isBlank() ? -1.4 : -0.2)
                .put("compression_ratio", 1.1)
                .put("no_speech_prob", text.isBlank() ? 0.9 : 0.02);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
