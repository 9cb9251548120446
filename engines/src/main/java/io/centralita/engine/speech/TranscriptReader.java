package io.centralita.engine.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import io.centralita.engine.speech.SpeechFault.Blame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Reads what `/audio/transcriptions` answers: JSON with `text`, the same with `segments`
/// (`verbose_json`), or the bare text. Stateless.
final class TranscriptReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A segment of which the model itself thinks that nobody speaks in it, and of whose words it
    /// is not sure: Whisper's own rule for skipping one (`no_speech_threshold`,
    /// `logprob_threshold`).
    private static final double NO_SPEECH = 0.6;

    private static final double UNSURE_LOGPROB = -1;

    /// Words that go round and round compress well (`compression_ratio_threshold`).
    private static final double ROUND_IN_CIRCLES = 2.4;

    private TranscriptReader() {}

    /// @param used what the server says that it used, or the length of the audio
    record Reading(Transcript transcript, Usage used) {}

    static Reading read(
            String contentType,
            byte[] body,
            String host,
            String model,
            String prompt,
            Duration audio)
            throws SpeechFault {
        var text = new String(body, StandardCharsets.UTF_8);
        var unpaid = new Usage(model, Map.of(UsageKind.TRANSCRIBED_MS, audio.toMillis()));
        if (contentType.toLowerCase(Locale.ROOT).startsWith("text/plain")) {
            return new Reading(judged(text, prompt, 1), unpaid);
        }
        var json = parse(text, host);
        var said = json.path("text");
        if (!said.isTextual()) {
            throw SpeechFault.unusable(host, Blame.SERVER, "answer without text");
        }
        var used = used(json.path("usage"), model);
        return new Reading(
                nobodySpoke(json.path("segments"))
                        ? Transcript.NOT_UNDERSTOOD
                        : judged(said.textValue(), prompt, confidence(json.path("segments"))),
                used.amounts().isEmpty() ? unpaid : used);
    }

    private static JsonNode parse(String text, String host) throws SpeechFault {
        try {
            var json = JSON.readTree(text);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException _) {
            // as any other answer that is none
        }
        throw SpeechFault.unusable(host, Blame.SERVER, "answer that is no JSON object");
    }

    private static Transcript judged(String said, String prompt, double confidence) {
        var text = said.strip();
        return Hallucinations.isOne(text, prompt)
                ? Transcript.NOT_UNDERSTOOD
                : new Transcript(text, confidence);
    }

    private static boolean nobodySpoke(JsonNode segments) {
        if (!segments.isArray() || segments.isEmpty()) {
            return false;
        }
        for (var segment : segments) {
            boolean empty =
                    segment.path("no_speech_prob").asDouble(0) > NO_SPEECH
                            && segment.path("avg_logprob").asDouble(0) < UNSURE_LOGPROB;
            boolean circles = segment.path("compression_ratio").asDouble(0) > ROUND_IN_CIRCLES;
            if (!empty && !circles) {
                return false;
            }
        }
        return true;
    }

    /// The mean probability of a token; 1 where the server tells none.
    private static double confidence(JsonNode segments) {
        double sum = 0;
        int count = 0;
        for (var segment : segments) {
            if (segment.path("avg_logprob").isNumber()) {
                sum += Math.exp(segment.path("avg_logprob").doubleValue());
                count++;
            }
        }
        return count == 0 ? 1 : Math.clamp(sum / count, 0, 1);
    }

    /// «Create transcription», `usage`: of type `tokens` or `duration`.
    private static Usage used(JsonNode usage, String model) {
        Map<UsageKind, Long> amounts = new EnumMap<>(UsageKind.class);
        if (usage.path("seconds").isNumber()) {
            put(amounts, UsageKind.TRANSCRIBED_MS, usage.path("seconds").doubleValue() * 1_000);
        } else if (usage.path("input_tokens").isNumber()) {
            var details = usage.path("input_token_details");
            double audio = details.path("audio_tokens").asDouble(-1);
            double all = usage.path("input_tokens").doubleValue();
            put(amounts, UsageKind.INPUT_AUDIO, audio < 0 ? all : audio);
            put(amounts, UsageKind.INPUT_TEXT, audio < 0 ? 0 : all - audio);
            put(amounts, UsageKind.OUTPUT_TEXT, usage.path("output_tokens").asDouble(0));
        }
        return new Usage(model, amounts);
    }

    private static void put(Map<UsageKind, Long> amounts, UsageKind kind, double amount) {
        if (amount > 0) {
            amounts.put(kind, Math.round(amount));
        }
    }
}
