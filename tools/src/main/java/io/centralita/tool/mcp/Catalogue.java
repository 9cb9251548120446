package io.centralita.tool.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ConfirmedTool;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.tool.naming.ModelNames;
import io.centralita.tool.schema.ArgumentSchema;
import io.centralita.tool.schema.ArgumentSchema.UnusableSchema;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes tools of ours out of what a server lists.
final class Catalogue {
    private static final int LONGEST_DESCRIPTION = 1_024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

    private final McpServerSpec server;
    private final McpTool.Caller caller;
    private final Time time;

    Catalogue(McpServerSpec server, McpTool.Caller caller, Time time) {
        this.server = server;
        this.caller = caller;
        this.time = time;
    }

    /// The tools that are offered, in the server's order.
    List<Tool> of(List<McpSchema.Tool> listed) {
        var tools = new ArrayList<Tool>();
        Set<String> taken = new HashSet<>();
        for (var each : listed) {
            if (each.name().isBlank() || !server.tools().matches(each.name())) {
                continue;
            }
            var name = ModelNames.of(server.prefix(), each.name());
            if (!taken.add(name)) {
                name = ModelNames.apart(server.prefix(), each.name());
                if (!taken.add(name)) {
                    leaveOut(each, "named twice");
                    continue;
                }
            }
            var schema = schema(each);
            if (schema != null) {
                tools.add(tool(each, name, schema));
            }
        }
        return tools;
    }

    private Tool tool(McpSchema.Tool listed, String name, ObjectNode schema) {
        var definition =
                new ToolDefinition(
                        name, description(listed), schema, server.acknowledgement(), false);
        var tool =
                new McpTool(
                        server, listed.name(), definition, readable(name, schema), caller, time);
        return server.confirmed().matches(listed.name()) ? new ConfirmedTool(tool) : tool;
    }

    private static String description(McpSchema.Tool listed) {
        var text = listed.description() == null ? listed.title() : listed.description();
        var words = text == null ? listed.name() : text;
        return words.length() <= LONGEST_DESCRIPTION
                ? words
                : words.substring(0, LONGEST_DESCRIPTION);
    }

    /// Models want an object; a server that says nothing means one without properties.
    private @Nullable ObjectNode schema(McpSchema.Tool listed) {
        ObjectNode schema = JSON.valueToTree(listed.inputSchema());
        if (schema.isEmpty()) {
            schema.put("type", "object").putObject("properties");
        }
        if (!schema.path("type").asText("").equals("object")) {
            leaveOut(listed, "its arguments are no object");
            return null;
        }
        return schema;
    }

    private @Nullable ArgumentSchema readable(String name, ObjectNode schema) {
        try {
            return ArgumentSchema.of(schema);
        } catch (UnusableSchema e) {
            log.atWarn()
                    .addKeyValue("server", server.name())
                    .addKeyValue("tool", name)
                    .addKeyValue("detail", e.getMessage())
                    .log("schema not understood, arguments are left to the MCP server");
            return null;
        }
    }

    private void leaveOut(McpSchema.Tool listed, String why) {
        log.atWarn()
                .addKeyValue("server", server.name())
                .addKeyValue("tool", listed.name())
                .addKeyValue("why", why)
                .log("MCP tool left out");
    }
}
