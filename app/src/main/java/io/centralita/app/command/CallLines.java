package io.centralita.app.command;

import io.centralita.app.text.Messages;
import io.centralita.channel.caller.CallerEvent;
import java.time.Duration;
import java.util.Optional;

/// What happens on a caller's line, in words.
final class CallLines {
    /// @param at since the call was answered
    record Line(Duration at, String who, String text) {}

    private CallLines() {}

    /// Empty for events that say nothing to people.
    static Optional<Line> of(CallerEvent event, Messages messages) {
        return switch (event) {
            case CallerEvent.WebhookAnswered(var took) ->
                    line(0, messages, "who.line", "line.webhook", String.valueOf(took));
            case CallerEvent.ProviderSays(var text, _) ->
                    line(0, messages, "who.line", "line.says", text);
            case CallerEvent.StreamStarted(var id) ->
                    line(0, messages, "who.line", "line.answered", id);
            case CallerEvent.CallerSpeaks(var at, var length) ->
                    line(at, messages, "who.caller", "line.speaks", seconds(length));
            case CallerEvent.CallerSilent(var at) ->
                    line(at, messages, "who.caller", "line.silent");
            case CallerEvent.AssistantSpeaks(var at) ->
                    line(at, messages, "who.assistant", "line.heard");
            case CallerEvent.AssistantSilent(var at) ->
                    line(at, messages, "who.assistant", "line.silent");
            case CallerEvent.Cleared(var at, var dropped) ->
                    line(at, messages, "who.line", "line.cleared", String.valueOf(dropped));
            case CallerEvent.DigitSent(var at, var digit) ->
                    line(at, messages, "who.caller", "line.digit", String.valueOf(digit));
            case CallerEvent.Trouble _, CallerEvent.Dialled _ -> Optional.empty();
            case CallerEvent.Ended _ -> Optional.empty();
        };
    }

    private static Optional<Line> line(
            long atMs, Messages messages, String who, String key, Object... arguments) {
        return Optional.of(
                new Line(
                        Duration.ofMillis(atMs),
                        messages.text(who),
                        messages.text(key, arguments)));
    }

    private static String seconds(long ms) {
        return "%.1f".formatted(ms / 1e3);
    }
}
