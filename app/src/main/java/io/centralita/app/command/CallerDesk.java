package io.centralita.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.settings.Settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks a running server about a tenant's callers: it has the database, and calls that go on.
final class CallerDesk {
    private static final JsonMapper JSON = new JsonMapper();

    private final Terminal terminal;

    CallerDesk(Terminal terminal) {
        this.terminal = terminal;
    }

    interface Question {
        HttpResponse<String> put(ServerApi api) throws IOException, InterruptedException;
    }

    /// @param url of the server; null for the one of this machine
    /// @param show what to do with the answer
    int ask(@Nullable URI url, Question question, Consumer<JsonNode> show) throws Exception {
        var settings = terminal.settings();
        var server = url == null ? CallCommand.local(settings) : url;
        if (!CallCommand.isWeb(server)) {
            terminal.say(terminal.messages().text("call.url", server));
            return Terminal.WRONG_USE;
        }
        var password = Optional.ofNullable(settings.http().consolePassword()).map(Secret::value);
        try (var api = new ServerApi(server, password)) {
            var answer = question.put(api);
            var json = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                terminal.say(json.path("message").asText(Integer.toString(answer.statusCode())));
                return answer.statusCode() == 400 ? Terminal.WRONG_USE : Terminal.WANTING;
            }
            show.accept(json);
            return Terminal.FINE;
        } catch (IOException e) { // nobody there, or somebody who is not a switchboard
            terminal.say(terminal.messages().text("callers.nobody", server));
            return Terminal.WANTING;
        }
    }

    void print(JsonNode json) {
        terminal.print(json.toPrettyString());
    }

    static String path(String tenant) {
        return "/api/tenants/" + encoded(tenant) + "/callers";
    }

    static String path(String tenant, String number) {
        return path(tenant) + "/" + encoded(number);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
