package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import java.util.regex.Pattern;

/// What follows the client in `WebSocket/<client>/<options>`.
///
/// @param json control messages in JSON
/// @param answers false with option `n`: the far end answers by a command
/// @param uriParameters of `v()`; empty for none
/// @param direction of `d()`: `both`, `in` or `out`
public record WebSocketOptions(
        Format format, boolean json, boolean answers, String uriParameters, String direction) {
    private static final Pattern OPTION =
            Pattern.compile("([a-z])(?:\\(((?:[^()]|\\([^()]*\\))*)\\))?");

    /// @param otherwise the format where `c()` does not give one
    /// @throws IllegalArgumentException for a format that does not exist
    public static WebSocketOptions parse(String text, Format otherwise) {
        var options = new WebSocketOptions(otherwise, false, true, "", "both");
        var matcher = OPTION.matcher(text);
        while (matcher.find()) {
            var value = matcher.group(2) == null ? "" : matcher.group(2);
            options = options.with(matcher.group(1).charAt(0), value);
        }
        return options;
    }

    private WebSocketOptions with(char option, String value) {
        return switch (option) {
            case 'c' ->
                    new WebSocketOptions(
                            Format.named(value).orElseThrow(IllegalArgumentException::new),
                            json,
                            answers,
                            uriParameters,
                            direction);
            case 'f' ->
                    new WebSocketOptions(
                            format, "json".equals(value), answers, uriParameters, direction);
            case 'n' -> new WebSocketOptions(format, json, false, uriParameters, direction);
            case 'v' ->
                    new WebSocketOptions(format, json, answers, value.replace(',', '&'), direction);
            case 'd' -> new WebSocketOptions(format, json, answers, uriParameters, value);
            default -> this;
        };
    }

    /// As far as this Asterisk knows them.
    WebSocketOptions on(Abilities abilities) {
        return new WebSocketOptions(
                format,
                json && abilities.knows(Feature.MEDIA_WEBSOCKET_MARKS),
                answers,
                uriParameters,
                abilities.knows(Feature.MEDIA_WEBSOCKET_DIRECTION) ? direction : "both");
    }
}
