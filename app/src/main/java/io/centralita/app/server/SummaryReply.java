package io.centralita.app.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.tenant.memory.CallSummariser.NoSummary;
import io.centralita.tenant.memory.CallSummary;
import io.centralita.tenant.memory.HeardCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What passes between us and a model that summarises: a transcript of one JSON object a line, so
/// that no text can pass for another speaker's, and a JSON object back, of which every part has to
/// be right.
final class SummaryReply {
    static final int LONGEST = 6_000;

    private static final int MOST_FACTS_READ = 20;
    private static final Set<String> FIELDS = Set.of("name", "facts", "summary");

    /// Many models wrap JSON so, whatever they are told.
    private static final Pattern FENCED =
            Pattern.compile("\\s*```(?:json)?\\s*\\n(.*)\\n\\s*```\\s*", Pattern.DOTALL);

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private SummaryReply() {}

    /// @param most characters, of the end of the call
    static String transcript(HeardCall call, int most) {
        return transcript(call.lines(), most);
    }

    /// @param most characters, of the end of the call
    static String transcript(List<HeardCall.Line> heard, int most) {
        var lines = new ArrayList<String>();
        int room = most;
        for (var line : heard.reversed()) {
            var json =
                    JSON.createObjectNode()
                            .put("who", line.who().name().toLowerCase(Locale.ROOT))
                            .put("text", line.text())
                            .toString();
            room -= json.length() + 1;
            if (room < 0) {
                break;
            }
            lines.addFirst(json);
        }
        return String.join("\n", lines);
    }

    /// @throws NoSummary where anything is missing, of another kind, or more than was asked for
    static CallSummary read(String reply) throws NoSummary {
        if (reply.length() > LONGEST) {
            throw new NoSummary("reply-too-long");
        }
        var fenced = FENCED.matcher(reply);
        var json = tree(fenced.matches() ? fenced.group(1) : reply);
        var names = new ArrayList<String>();
        json.fieldNames().forEachRemaining(names::add);
        if (!json.isObject() || !Set.copyOf(names).equals(FIELDS)) {
            throw new NoSummary("reply-of-other-fields");
        }
        var summary = text(json.path("summary"));
        if (summary == null || summary.isBlank()) {
            throw new NoSummary("reply-without-summary");
        }
        return new CallSummary(text(json.path("name")), facts(json.path("facts")), summary);
    }

    private static JsonNode tree(String reply) throws NoSummary {
        try {
            return JSON.readTree(reply);
        } catch (JsonProcessingException _) { // its message quotes the reply
            throw new NoSummary("reply-is-not-json");
        }
    }

    private static List<String> facts(JsonNode json) throws NoSummary {
        if (!json.isArray() || json.size() > MOST_FACTS_READ) {
            throw new NoSummary("reply-with-wrong-facts");
        }
        var facts = new ArrayList<String>();
        for (var fact : json) {
            if (!fact.isTextual()) {
                throw new NoSummary("reply-with-wrong-facts");
            }
            facts.add(fact.asText());
        }
        return facts;
    }

    private static @Nullable String text(JsonNode json) throws NoSummary {
        if (json.isNull()) {
            return null;
        }
        if (!json.isTextual()) {
            throw new NoSummary("reply-with-wrong-text");
        }
        return json.asText();
    }
}
