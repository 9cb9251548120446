package io.centralita.fake.speech;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `POST /v1/audio/speech`, as «Create speech» has it. Belongs to the event loop.
final class SpeechDesk implements Desk {
    private static final int LONGEST_INPUT = 4_096;
    private static final double SLOWEST = 0.25;
    private static final double FASTEST = 4;
    private static final Set<String> FIELDS =
            Set.of(
                    "model",
                    "input",
                    "voice",
                    "instructions",
                    "response_format",
                    "speed",
                    "stream_format");
    private static final Map<String, SoundFile.Format> FORMATS =
            Map.of(
                    "mp3", SoundFile.Format.MP3,
                    "opus", SoundFile.Format.OPUS,
                    "aac", SoundFile.Format.AAC,
                    "flac", SoundFile.Format.FLAC,
                    "wav", SoundFile.Format.WAV,
                    "pcm", SoundFile.Format.PCM);

    private final SpeechSettings settings;

    SpeechDesk(SpeechSettings settings) {
        this.settings = settings;
    }

    @Override
    public void read(
            HttpServerRequest request, SpeechExchange exchange, Consumer<Outcome> outcome) {
        request.body().onSuccess(body -> outcome.accept(judge(request, body, exchange)));
    }

    private Outcome judge(HttpServerRequest request, Buffer body, SpeechExchange exchange) {
        var type = request.getHeader("Content-Type");
        var json = parsed(body);
        if (json == null
                || type == null
                || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return new Outcome.Refused(
                    Refusal.invalid(
                            null, null, "We could not parse the JSON body of your request."));
        }
        Map<String, String> fields = new HashMap<>();
        json.forEach(field -> fields.put(field.getKey(), String.valueOf(field.getValue())));
        exchange.fields(fields);
        var refusal = refusal(json);
        if (refusal != null) {
            return new Outcome.Refused(refusal);
        }
        var asked =
                new SpokenRequest(
                        exchange.number(),
                        json.getString("input"),
                        json.getString("voice"),
                        json.getDouble("speed", 1.0));
        var format = FORMATS.get(json.getString("response_format", "mp3"));
        return format == null
                ? new Outcome.Refused(Refusal.missing("response_format"))
                : new Outcome.Sound(format, settings.speaker().speak(asked));
    }

    private static @Nullable JsonObject parsed(Buffer body) {
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException _) {
            return null;
        }
    }

    private @Nullable Refusal refusal(JsonObject json) {
        for (var field : json.fieldNames()) {
            if (!FIELDS.contains(field)) {
                return Refusal.invalid(
                        "unknown_parameter", field, "Unknown parameter: '" + field + "'.");
            }
        }
        for (var field : new String[] {"model", "input", "voice"}) {
            if (!(json.getValue(field) instanceof String)) {
                return Refusal.missing(field);
            }
        }
        var model = json.getString("model");
        boolean own = settings.deployments().contains(model);
        if (!own && !SpeechModels.speaks(model)) {
            return Refusal.noSuchModel(model);
        }
        var problem = words(json);
        if (problem != null) {
            return problem;
        }
        var voice = json.getString("voice");
        if (!own && !SpeechModels.hasVoice(model, voice)) {
            return Refusal.invalid("invalid_value", "voice", "Invalid value: '" + voice + "'.");
        }
        return how(json, model);
    }

    private static @Nullable Refusal words(JsonObject json) {
        var input = json.getString("input");
        if (input.isBlank()) {
            return Refusal.invalid(
                    "string_below_min_length", "input", "Expected a string with minimum length 1.");
        }
        var instructions = json.getString("instructions", "");
        if (input.length() > LONGEST_INPUT || instructions.length() > LONGEST_INPUT) {
            return Refusal.invalid(
                    "string_above_max_length",
                    "input",
                    "String too long. Expected a string with maximum length 4096.");
        }
        return null;
    }

    private static @Nullable Refusal how(JsonObject json, String model) {
        var speed = json.getValue("speed", 1.0);
        if (!(speed instanceof Number number)
                || number.doubleValue() < SLOWEST
                || number.doubleValue() > FASTEST) {
            return Refusal.invalid("invalid_value", "speed", "Must be between 0.25 and 4.0.");
        }
        if (!FORMATS.containsKey(json.getString("response_format", "mp3"))) {
            return Refusal.invalid(
                    "invalid_value", "response_format", "Supported values: " + FORMATS.keySet());
        }
        boolean old = SpeechModels.isOldVoice(model);
        if (old && json.containsKey("instructions")) {
            return Refusal.invalid(
                    "unsupported_parameter", "instructions", "Not supported by " + model + ".");
        }
        if (!json.getString("stream_format", "audio").equals("audio")) {
            return Refusal.invalid(
                    "unsupported_value", "stream_format", "This fake streams audio alone.");
        }
        return null;
    }
}
