package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.tool.mikrotik.MikrotikClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From the tools file to what a call is offered.
@Timeout(30)
class HouseToolsTest {
    @TempDir Path directory;

    @Test
    void a_described_endpoint_is_asked_as_described() throws Exception {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        http.createContext(
                "/orders/",
                exchange -> {
                    var path = exchange.getRequestURI().getPath();
                    var body = ("{\"order\":{\"summary\":\"" + path + "\"}}");
                    exchange.sendResponseHeaders(200, body.length());
                    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        http.start();
        try (var tools =
                open(
                        """
                        http:
                          - name: find_order
                            description: Finds an order.
                            url: http://127.0.0.1:%d/orders/{id}
                            arguments: {properties: {id: {type: string}}, required: [id]}
                            answer: /order/summary
                        """
                                .formatted(http.getAddress().getPort()))) {
            var tool =
                    tools.allowed("default").stream()
                            .filter(one -> one.definition().name().equals("find_order"))
                            .findFirst()
                            .orElseThrow();
            var arguments = JsonNodeFactory.instance.objectNode().put("id", "a7");
            var request =
                    new ToolRequest(
                            new ToolCall("1", "find_order", "{}"),
                            arguments,
                            ToolDeadlines.of(Duration.ofSeconds(5)),
                            Locale.of("es"));
            assertThat(tool.run(request)).isEqualTo(new ToolOutcome.Answered("/orders/a7"));
        } finally {
            http.stop(0);
        }
    }

    @Test
    void our_own_tools_are_there_without_any_file_and_the_clock_may_be_slow_or_not()
            throws Exception {
        try (var tools = open("")) {
            assertThat(names(tools.allowed("default")))
                    .containsExactly(
                            "consultar_mikrotik", "get_current_time", "get_current_time_slow");
        }
        try (var tools = open("", Map.of("SLOW_CLOCK", "0", "ENABLE_MIKROTIK_TOOLS", "false"))) {
            assertThat(names(tools.allowed("default"))).containsExactly("get_current_time");
        }
    }

    @Test
    void a_tenant_is_offered_what_is_on_its_list() throws Exception {
        var file =
                """
                http:
                  - {name: find_order, description: x, url: "http://127.0.0.1:1/a"}
                  - {name: find_client, description: x, url: "http://127.0.0.1:1/a"}
                  - {name: drop_all, description: x, url: "http://127.0.0.1:1/a", confirm: true}
                tenants:
                  default: [get_current_time, find_*]
                """;
        try (var tools = open(file)) {
            assertThat(names(tools.allowed("default")))
                    .containsExactly("get_current_time", "find_order", "find_client");
            assertThat(tools.allowed("other")).isEmpty();
        }
    }

    @Test
    void a_tool_that_changes_something_asks_for_agreement() throws Exception {
        try (var tools =
                open(
                        "http:\n  - {name: drop_all, description: x, method: DELETE, url: "
                                + "\"http://127.0.0.1:1/a\", confirm: true}\n")) {
            var definition = tools.allowed("default").getLast().definition();
            assertThat(definition.confirmed()).isTrue();
            assertThat(definition.parameters().at("/properties/confirmed").isObject()).isTrue();
        }
    }

    @Test
    void a_server_that_is_not_there_keeps_nobody_from_starting() throws Exception {
        try (var tools =
                open(
                        "mcp:\n  - {name: gone, command: /nonexistent/server}\n  - {name: off, url:"
                                + " \"http://127.0.0.1:1/mcp\"}\n")) {
            assertThat(names(tools.allowed("default"))).contains("get_current_time").hasSize(3);
        }
    }

    private HouseTools open(String file) throws Exception {
        return open(file, Map.of());
    }

    private HouseTools open(String file, Map<String, String> environment) throws Exception {
        Files.writeString(directory.resolve("tools.yaml"), file);
        Settings settings = SettingsReader.read(directory, environment).settings();
        return HouseTools.open(
                settings.network(), new MikrotikClient(URI.create("http://127.0.0.1:1")));
    }

    private static List<String> names(List<Tool> tools) {
        return tools.stream().map(tool -> tool.definition().name()).toList();
    }
}
