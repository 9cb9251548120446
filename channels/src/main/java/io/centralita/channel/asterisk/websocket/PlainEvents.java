package io.centralita.channel.asterisk.websocket;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what Asterisk says in plain text, which it does where neither `f(json)` nor
/// `chan_websocket.conf` wants JSON: a name, and `key:value` behind it or a correlation id. Says
/// nothing of the channel's variables.
final class PlainEvents {
    private static final Pattern NAME = Pattern.compile("[A-Z_]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final String ERROR_TEXT = "error_text:";

    private PlainEvents() {}

    /// @throws MalformedMedia for what has no name, and a MEDIA_START without a channel
    static MediaEvent read(String text) throws MalformedMedia {
        var line = text.stripTrailing();
        int space = line.indexOf(' ');
        var name = space < 0 ? line : line.substring(0, space);
        var rest = space < 0 ? "" : line.substring(space + 1);
        if (!NAME.matcher(name).matches()) {
            throw new MalformedMedia("neither JSON nor an event in plain text");
        }
        var fields = fields(rest);
        return switch (name) {
            case "MEDIA_START" ->
                    MediaEvents.start(
                            fields.getOrDefault("channel_id", ""),
                            fields.getOrDefault("format", ""),
                            number(fields, "optimal_frame_size"),
                            number(fields, "ptime"),
                            Map.of());
            case "DTMF_END" -> MediaEvents.digit(fields.getOrDefault("digit", ""));
            case "MEDIA_MARK_PROCESSED" -> new MediaEvent.MarkProcessed(rest);
            case "MEDIA_XOFF" -> new MediaEvent.Xoff();
            case "MEDIA_XON" -> new MediaEvent.Xon();
            case "STATUS" ->
                    new MediaEvent.Status(
                            number(fields, "queue_length"), number(fields, "xon_level"));
            case "ERROR" -> new MediaEvent.Failed(error(rest));
            default -> new MediaEvent.Other();
        };
    }

    private static Map<String, String> fields(String rest) {
        var fields = new HashMap<String, String>();
        for (var field : rest.split(" ", -1)) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(field.substring(0, colon), field.substring(colon + 1));
            }
        }
        return fields;
    }

    private static int number(Map<String, String> fields, String name) {
        var value = fields.getOrDefault(name, "");
        return NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0;
    }

    private static String error(String rest) {
        int at = rest.indexOf(ERROR_TEXT);
        return at < 0 ? rest : rest.substring(at + ERROR_TEXT.length());
    }
}
