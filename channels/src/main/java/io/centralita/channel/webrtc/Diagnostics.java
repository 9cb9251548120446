package io.centralita.channel.webrtc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a page tells of its devices and its connection (E7), fit to be kept: whatever is or could
/// be an address is taken out of it.
///
/// @param kept with the call's report
/// @param candidates how many of each kind on each side, `local-host` for example, for the log
record Diagnostics(ObjectNode kept, Map<String, Integer> candidates) {
    /// Largest body, in bytes.
    static final int LARGEST = 65_536;

    private static final int DEEPEST = 12;
    private static final String HIDDEN = "•••";

    /// Kinds of candidates (RFC 8445 §4).
    private static final Set<String> KINDS = Set.of("host", "srflx", "prflx", "relay");

    private static final String LOCAL = "local";
    private static final String REMOTE = "remote";

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
        var counts = new TreeMap<String, Integer>();
        return new Diagnostics((ObjectNode) clean(told, LOCAL, counts, 0), Map.copyOf(counts));
    }

    /// @param side that what is told here is about
    private static JsonNode clean(
            JsonNode value, String side, Map<String, Integer> counts, int depth) {
        if (depth > DEEPEST) {
            return JsonNodeFactory.instance.textNode("…");
        }
        return switch (value) {
            case ObjectNode object -> {
                var kept = JsonNodeFactory.instance.objectNode();
                for (var field : object.properties()) {
                    var name = field.getKey();
                    count(name, field.getValue(), side, counts);
                    kept.set(
                            hidden(name),
                            isAddress(name, field.getValue())
                                    ? JsonNodeFactory.instance.textNode(HIDDEN)
                                    : clean(field.getValue(), side(name, side), counts, depth + 1));
                }
                yield kept;
            }
            case ArrayNode array -> {
                var kept = JsonNodeFactory.instance.arrayNode();
                array.forEach(each -> kept.add(clean(each, side, counts, depth + 1)));
                yield kept;
            }
            default ->
                    value.isTextual()
                            ? JsonNodeFactory.instance.textNode(hidden(value.asText()))
                            : value;
        };
    }

    private static String side(String name, String before) {
        return switch (name) {
            case LOCAL -> LOCAL;
            case REMOTE -> REMOTE;
            default -> before;
        };
    }

    private static boolean isAddress(String name, JsonNode value) {
        return ADDRESSES.contains(name.toLowerCase(Locale.ROOT))
                && value.isValueNode()
                && !KINDS.contains(value.asText());
    }

    private static String hidden(String text) {
        return ADDRESS.matcher(text).replaceAll(HIDDEN);
    }

    /// Candidates are told one by one, or how many there are of a kind.
    private static void count(
            String name, JsonNode value, String side, Map<String, Integer> counts) {
        if (KINDS.contains(name) && value.isInt()) {
            counts.merge(side + "-" + name, value.asInt(), Integer::sum);
        } else if (Set.of("candidateType", "type").contains(name)
                && KINDS.contains(value.asText())) {
            counts.merge(side + "-" + value.asText(), 1, Integer::sum);
        }
    }
}
