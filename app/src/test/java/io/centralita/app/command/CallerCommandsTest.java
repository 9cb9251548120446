package io.centralita.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Messages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands about callers, against the API as the console has it.
class CallerCommandsTest {
    private static final String ANA =
            "{\"number\":\"+34600111222\",\"calls\":3,\"firstCall\":\"2026-11-20T10:00:00Z\","
                    + "\"lastCall\":\"2026-11-21T10:00:00Z\",\"name\":\"Ana\","
                    + "\"facts\":[\"Vive en Toledo.\"],\"pastCalls\":[{\"id\":\"CA1\","
                    + "\"startedAt\":\"2026-11-21T10:00:00Z\",\"summary\":\"Sin internet.\"}],"
                    + "\"keepsNothing\":false}";
    private static final String STRANGER =
            "{\"number\":\"+34600111333\",\"calls\":0,\"firstCall\":null,\"lastCall\":null,"
                    + "\"name\":null,\"facts\":[],\"pastCalls\":[],\"keepsNothing\":true}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{}";

    @TempDir Path directory;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    var body = answer.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private int run(String... arguments) {
        var terminal =
                new Terminal(
                        SettingsReader.read(directory, Map.of()),
                        Messages.in(Locale.of("es")),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true));
        var all = new ArrayList<>(List.of(arguments));
        all.add("--url=http://127.0.0.1:" + server.getAddress().getPort());
        return Commands.run(terminal, all);
    }

    @Test
    void callers_are_listed_a_line_each() {
        answer = "{\"callers\":[" + ANA + "," + STRANGER + "]}";
        assertThat(run("tenant", "callers", "default", "--limit", "7")).isZero();
        assertThat(asked).containsExactly("GET /api/tenants/default/callers?limit=7");
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        ana -> assertThat(ana).startsWith("+34600111222").endsWith("Ana"),
                        stranger ->
                                assertThat(stranger)
                                        .startsWith("+34600111333")
                                        .endsWith("(no quiere que se guarde nada)"));
    }

    @Test
    void one_caller_is_shown_with_all_that_is_kept() {
        answer = ANA;
        assertThat(run("tenant", "caller", "mi panadería", "+34600111222")).isZero();
        assertThat(asked)
                .containsExactly("GET /api/tenants/mi%20panader%C3%ADa/callers/%2B34600111222");
        assertThat(out.toString()).contains("Ana", "- Vive en Toledo.", "Sin internet.");

        out.getBuffer().setLength(0);
        assertThat(run("tenant", "caller", "default", "+34600111222", "--json")).isZero();
        assertThat(out.toString()).contains("\"firstCall\" : \"2026-11-20T10:00:00Z\"");
    }

    @Test
    void a_caller_is_forgotten_and_the_wish_is_passed_on() {
        answer = "{\"calls\":3,\"records\":1}";
        assertThat(run("tenant", "forget", "default", "+34600111222")).isZero();
        assertThat(run("tenant", "forget", "default", "+34600111222", "--keep-nothing")).isZero();
        assertThat(run("tenant", "forget", "default", "+34600111222", "--remember-again")).isZero();
        var path = "DELETE /api/tenants/default/callers/%2B34600111222";
        assertThat(asked).containsExactly(path, path + "?remember=never", path + "?remember=again");
        assertThat(out.toString()).contains("3 llamadas en la memoria y una en los registros");
        assertThat(run("tenant", "forget", "default", "1", "--keep-nothing", "--remember-again"))
                .isEqualTo(2);
    }

    @Test
    void what_the_server_says_against_it_is_passed_on() {
        status = 400;
        answer = "{\"error\":\"wrong-number\",\"message\":\"Eso no es un número.\"}";
        assertThat(run("tenant", "caller", "default", "nadie")).isEqualTo(2);
        status = 404;
        answer = "{\"error\":\"unknown-caller\",\"message\":\"No se recuerda nada.\"}";
        assertThat(run("tenant", "caller", "default", "+34600111222")).isEqualTo(1);
        assertThat(err.toString()).contains("Eso no es un número.", "No se recuerda nada.");
    }

    @Test
    void nobody_there_is_said_in_one_line() {
        status = 502;
        answer = "<html>";
        assertThat(run("tenant", "callers", "default")).isEqualTo(1);
        server.stop(0);
        assertThat(run("tenant", "callers", "default")).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("no contesta"));
    }
}
