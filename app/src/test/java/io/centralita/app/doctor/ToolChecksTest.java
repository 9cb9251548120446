package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Messages;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ToolChecksTest {
    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    @TempDir Path directory;

    @Test
    void each_tool_and_server_is_a_line_with_what_to_do() throws Exception {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        http.createContext("/", exchange -> exchange.sendResponseHeaders(404, -1));
        http.start();
        try {
            var lines =
                    examine(
                            """
                            http:
                              - {name: here, description: x, url: "http://127.0.0.1:%d/a?k=s3cret"}
                              - {name: away, description: x, url: "http://127.0.0.1:1/a?k=s3cret"}
                            mcp:
                              - {name: gone, command: /nonexistent/server, args: [x]}
                            """
                                    .formatted(http.getAddress().getPort()));
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("PASS  tool here (HTTP)"))
                    .anyMatch(line -> line.contains("answers (HTTP 404)"))
                    .anyMatch(line -> line.startsWith("FAIL  tool away (HTTP)"))
                    .anyMatch(line -> line.startsWith("FAIL  server gone (MCP)"))
                    .anyMatch(line -> line.contains("/nonexistent/server"))
                    .anyMatch(line -> line.contains("→ "))
                    .contains("1/3")
                    .noneMatch(line -> line.contains("s3cret"));
        } finally {
            http.stop(0);
        }
    }

    @Test
    void without_any_it_says_so_and_counts_nothing() throws Exception {
        assertThat(examine(""))
                .anyMatch(line -> line.startsWith("NOTE  tools of your own"))
                .contains("0/0");
    }

    private List<String> examine(String file) throws Exception {
        Files.writeString(directory.resolve("tools.yaml"), file);
        var tools = SettingsReader.read(directory, Map.of()).settings().network().configured();
        var lines = new ArrayList<String>();
        var examination = new Examination(ENGLISH, lines::add);
        examination.run(new ToolChecks(tools, ENGLISH).checks());
        var _ = examination.conclude();
        return lines;
    }
}
