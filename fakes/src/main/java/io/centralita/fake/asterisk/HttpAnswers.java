package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.ari.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers as Asterisk's HTTP server writes them.
final class HttpAnswers {
    private HttpAnswers() {}

    record Written(int status, String reason, Map<String, String> headers, Buffer body) {
        void to(HttpServerResponse response) {
            response.setStatusCode(status).setStatusMessage(reason);
            headers.forEach(response::putHeader);
            var _ = response.end(body);
        }
    }

    static Written json(Answer answer, Settings settings) {
        var headers = headers(settings);
        if (answer.status() == 401) {
            headers.put("WWW-Authenticate", "Basic realm=\"Asterisk REST Interface\"");
        }
        if (answer.allow() != null) {
            headers.put("Allow", answer.allow());
        }
        if (answer.body() != null) {
            headers.put("Content-type", "application/json");
        }
        var body = Buffer.buffer(answer.body() == null ? "" : answer.body().toString());
        if (answer.file() != null) {
            headers.put("Content-type", answer.file().type());
            body = Buffer.buffer(answer.file().bytes());
        }
        return new Written(answer.status(), answer.reason(), headers, body);
    }

    static Written page(int status, String reason, Settings settings) {
        var headers = headers(settings);
        headers.put("Content-type", "text/html");
        var title = status + " " + reason;
        var body =
                String.join(
                                "\r\n",
                                "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">",
                                "<html><head>",
                                "<title>" + title + "</title>",
                                "</head><body>",
                                "<h1>" + reason + "</h1>",
                                "<p></p>",
                                "<hr />",
                                "<address>" + server(settings) + "</address>",
                                "</body></html>")
                        + "\r\n";
        return new Written(status, reason, headers, Buffer.buffer(body));
    }

    static Written wrongSubprotocol(Settings settings) {
        var headers = headers(settings);
        headers.put("Sec-WebSocket-Version", "7, 8, 13");
        return new Written(400, "Bad Request", headers, Buffer.buffer());
    }

    private static Map<String, String> headers(Settings settings) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Server", server(settings));
        headers.put(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        headers.put("Cache-Control", "no-cache, no-store");
        return headers;
    }

    private static String server(Settings settings) {
        return "Asterisk/" + settings.installation().version();
    }
}
