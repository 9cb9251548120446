package io.centralita.channel.webrtc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a page tells of its devices and its connection (E7), fit to be kept: whatever is or could
/// be an address is taken out of it.
///
/// @param kept with the call's report
/// @param candidates how many of each kind, for the log
record Diagnostics(ObjectNode kept, Map<Kind, Integer> candidates) {
    /// Largest body, in bytes.
    static final int LARGEST = 65_536;

    private static final int DEEPEST = 12;
    private static final String HIDDEN = "•••";

    /// Kinds of candidates (RFC 8445 §4).
    enum Kind {
        HOST,
        SRFLX,
        PRFLX,
        RELAY
    }

    private static final Set<String> ADDRESSES =
            Set.of(
                    "address",
                    "ip",
                    "ipaddress",
                    "relatedaddress",
                    "candidate",
                    "sdp",
                    "usernamefragment",
                    "credential",
                    "username");

    /// IPv4, IPv6 (two colons or more), and names that browsers put in place of addresses.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b"
                            + "|(?<![\\w:.])(?:[0-9a-fA-F]{1,4})?:(?:[0-9a-fA-F]{0,4}:){1,6}[0-9a-fA-F]{0,4}"
                            + "|[0-9a-fA-F-]{8,}\\.local\\b");

    static Diagnostics of(ObjectNode told) {
        var counts = new EnumMap<Kind, Integer>(Kind.class);
        return new Diagnostics((ObjectNode) clean(told, counts, 0), Map.copyOf(counts));
    }

    private static JsonNode clean(JsonNode value, Map<Kind, Integer> counts, int depth) {
        if (depth > DEEPEST) {
            return JsonNodeFactory.instance.textNode("…");
        }
        return switch (value) {
            case ObjectNode object -> {
                var kept = JsonNodeFactory.instance.objectNode();
                for (var field : object.properties()) {
                    var name = field.getKey();
                    count(name, field.getValue(), counts);
                    kept.set(
                            hidden(name),
                            ADDRESSES.contains(name.toLowerCase(Locale.ROOT))
                                            && field.getValue().isValueNode()
                                            && !isKind(field.getValue())
                                    ? JsonNodeFactory.instance.textNode(HIDDEN)
                                    : clean(field.getValue(), counts, depth + 1));
                }
                yield kept;
            }
            case ArrayNode array -> {
                var kept = JsonNodeFactory.instance.arrayNode();
                array.forEach(each -> kept.add(clean(each, counts, depth + 1)));
                yield kept;
            }
            default ->
                    value.isTextual()
                            ? JsonNodeFactory.instance.textNode(hidden(value.asText()))
                            : value;
        };
    }

    private static String hidden(String text) {
        return ADDRESS.matcher(text).replaceAll(HIDDEN);
    }

    private static void count(String name, JsonNode value, Map<Kind, Integer> counts) {
        if (List.of("candidateType", "type").contains(name) && isKind(value)) {
            counts.merge(Kind.valueOf(value.asText().toUpperCase(Locale.ROOT)), 1, Integer::sum);
        }
    }

    private static boolean isKind(JsonNode value) {
        return value.isTextual()
                && List.of("host", "srflx", "prflx", "relay").contains(value.asText());
    }
}
