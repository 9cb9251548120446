package io.centralita.app.server;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// An MCP server on streamable HTTP, made with the official SDK: clients of a business, behind a
/// key. It takes its time.
final class ClientService implements AutoCloseable {
    static final String KEY = "Bearer mcp-find-me-1138";
    static final String ANSWER = "La clienta Marta tiene dos líneas.";

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty, 1, 1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
    private final McpSyncServer server;

    /// @param delay before each answer
    ClientService(Duration delay) throws Exception {
        var transport =
                HttpServletStreamableServerTransportProvider.builder()
                        .jsonMapper(McpJsonDefaults.getMapper())
                        .mcpEndpoint("/mcp")
                        .build();
        server =
                McpServer.sync(transport)
                        .serverInfo("clients", "1")
                        .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                        .toolCall(
                                McpSchema.Tool.builder("find_client", schema())
                                        .description("Finds a client.")
                                        .build(),
                                (_, request) -> answer(request, delay))
                        .build();
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        var context = new ServletContextHandler("/");
        var servlet = new ServletHolder(transport);
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/mcp");
        Filter guard = ClientService::guard;
        var filter = new FilterHolder(guard);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/mcp", EnumSet.of(DispatcherType.REQUEST));
        jetty.setHandler(context);
        jetty.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
    }

    /// The arguments of each call.
    List<Map<String, Object>> asked() {
        return List.copyOf(asked);
    }

    private McpSchema.CallToolResult answer(McpSchema.CallToolRequest request, Duration delay) {
        asked.add(request.arguments());
        try {
            var _ = closing.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return McpSchema.CallToolResult.builder(
                        List.of(McpSchema.TextContent.builder(ANSWER).build()))
                .build();
    }

    private static Map<String, Object> schema() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("name", Map.of("type", "string")),
                "required",
                List.of("name"));
    }

    @Override
    public void close() {
        closing.countDown();
        server.closeGracefully();
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the MCP server does not stop", e);
        }
    }

    /// Lets nobody in without the key.
    private static void guard(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (KEY.equals(((HttpServletRequest) request).getHeader("Authorization"))) {
            chain.doFilter(request, response);
        } else {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }
}
