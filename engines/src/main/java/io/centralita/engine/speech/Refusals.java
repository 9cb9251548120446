package io.centralita.engine.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.engine.speech.SpeechFault.Blame;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/// What an answer that is not 200 means. Stateless.
final class Refusals {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// More of an error than this is not read.
    private static final int LONGEST = 64 * 1_024;

    /// Codes are words; whatever else stands in their place might be a key, or what was said.
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// 429 that waiting does not cure.
    private static final String NO_CREDIT = "insufficient_quota";

    private Refusals() {}

    static SpeechFault read(HttpResponse<?> head, String host, Exchange exchange)
            throws InterruptedException {
        int status = head.statusCode();
        var code = code(exchange);
        return switch (status) {
            case 429 ->
                    code.equals(NO_CREDIT)
                            ? SpeechFault.refused(host, Blame.SERVER, status, code)
                            : SpeechFault.rateLimited(host, pause(head));
            case 408, 409 -> SpeechFault.troubled(host, status);
            case 400, 413, 415, 422 -> SpeechFault.refused(host, Blame.REQUEST, status, code);
            default ->
                    status >= 500
                            ? SpeechFault.troubled(host, status)
                            : SpeechFault.refused(host, Blame.SERVER, status, code);
        };
    }

    /// Empty where the server gives none that can be shown.
    private static String code(Exchange exchange) throws InterruptedException {
        try {
            var error = JSON.readTree(text(exchange)).path("error");
            var code = error.path("code").asText("");
            return CODE.matcher(code).matches() ? code : "";
        } catch (SpeechFault | JsonProcessingException _) {
            return ""; // the status alone has to do
        }
    }

    private static String text(Exchange exchange) throws SpeechFault, InterruptedException {
        return new String(exchange.rest(LONGEST), StandardCharsets.UTF_8);
    }

    private static Duration pause(HttpResponse<?> head) {
        var header = head.headers().firstValue("retry-after").orElse("");
        try {
            var pause = Duration.ofSeconds(Long.parseLong(header.strip()));
            return pause.isNegative() || pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        } catch (NumberFormatException _) {
            return USUAL_PAUSE;
        }
    }
}
