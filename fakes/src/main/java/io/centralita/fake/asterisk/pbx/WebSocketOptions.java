package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import java.util.regex.Pattern;

/// What follows the client in `WebSocket/<client>/<options>`.
///
/// @param json control messages in JSON
/// @param answers false with option `n`: the far end answers by a command
/// @param uriParameters of `v()`; empty for none
public record WebSocketOptions(Format format, boolean json, boolean answers, String uriParameters) {
    private static final Pattern OPTION =
            Pattern.compile("([a-z])(?:\\(((?:[^()]|\\([^()]*\\))*)\\))?");

    /// @param otherwise the format where `c()` does not give one
    /// @throws IllegalArgumentException for a format that does not exist
    public static WebSocketOptions parse(String text, Format otherwise) {
        var options = new WebSocketOptions(otherwise, false, true, "");
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
                            uriParameters);
            case 'f' -> new WebSocketOptions(format, "json".equals(value), answers, uriParameters);
            case 'n' -> new WebSocketOptions(format, json, false, uriParameters);
            case 'v' -> new WebSocketOptions(format, json, answers, value.replace(',', '&'));
            default -> this;
        };
    }
}
