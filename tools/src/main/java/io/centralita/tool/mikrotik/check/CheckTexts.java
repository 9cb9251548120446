package io.centralita.tool.mikrotik.check;

import io.centralita.tool.mikrotik.MikrotikReply;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The operator's texts, and the questions that are asked. Spanish for every language that has no
/// texts of its own.
final class CheckTexts {
    private static final int LONGEST_ANSWER = 90;

    private final Locale language;
    private final ResourceBundle texts;

    CheckTexts(Locale language) {
        this.language = language;
        texts =
                ResourceBundle.getBundle(
                        "io.centralita.tool.mikrotik.check.checks",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String text(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), language).format(arguments);
    }

    /// One line on how a query ended.
    String of(MikrotikReply reply) {
        return switch (reply) {
            case MikrotikReply.Answered(var answer) -> text("reply.answered", shortened(answer));
            case MikrotikReply.TimedOut(var deadline) ->
                    text("reply.timedOut", Long.toString(deadline.toMillis()));
            case MikrotikReply.Unreachable(var detail) -> text("reply.unreachable", detail);
            case MikrotikReply.HttpStatus(var status, var error) ->
                    text("reply.httpStatus", Integer.toString(status), error);
            case MikrotikReply.RateLimited() -> text("reply.rateLimited");
            case MikrotikReply.Failed(var error) -> text("reply.failed", error);
            case MikrotikReply.Unusable(var detail) -> text("reply.unusable", detail);
        };
    }

    private static String shortened(String answer) {
        var line = answer.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_ANSWER ? line : line.substring(0, LONGEST_ANSWER) + "…";
    }
}
