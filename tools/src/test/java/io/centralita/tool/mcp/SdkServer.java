package io.centralita.tool.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;

/// A server made with the official SDK: a peer that none of us has written.
final class SdkServer {
    private SdkServer() {}

    /// Serves on standard input and output, on threads of its own.
    static void start() {
        Map<String, Object> schema =
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("who", Map.of("type", "string")),
                        "required",
                        List.of("who"));
        var _ =
                io.modelcontextprotocol.server.McpServer.sync(
                                new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
                        .serverInfo("sdk", "1")
                        .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                        .toolCall(
                                McpSchema.Tool.builder("greet", schema)
                                        .description("Greets.")
                                        .build(),
                                (_, request) ->
                                        McpSchema.CallToolResult.builder(
                                                        List.of(
                                                                McpSchema.TextContent.builder(
                                                                                "Hola, "
                                                                                        + request.arguments()
                                                                                                .get(
                                                                                                        "who"))
                                                                        .build()))
                                                .build())
                        .build();
    }
}
