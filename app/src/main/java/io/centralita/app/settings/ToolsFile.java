package io.centralita.app.settings;

import io.centralita.call.text.LocalizedText;
import io.centralita.tool.http.HttpToolSpec;
import io.centralita.tool.mcp.McpServerSpec;
import io.centralita.tool.naming.NamePatterns;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The tools that an operator has described.
///
/// @param http endpoints, each a tool
/// @param mcp servers, each with tools of its own
/// @param tenants what assistants of each tenant may use, built-in tools included; null where they
///   all may use everything
public record ToolsFile(
        List<HttpToolSpec> http,
        List<McpServerSpec> mcp,
        @Nullable Map<String, NamePatterns> tenants) {
    public static final ToolsFile NONE = new ToolsFile(List.of(), List.of(), null);

    public ToolsFile {
        http = List.copyOf(http);
        mcp = List.copyOf(mcp);
        tenants = tenants == null ? null : Map.copyOf(tenants);
    }

    /// What callers are told when one of these tools starts.
    public List<LocalizedText> acknowledgements() {
        return Stream.concat(
                        http.stream().map(spec -> spec.definition().acknowledgement()),
                        mcp.stream().map(McpServerSpec::acknowledgement))
                .toList();
    }

    /// What the tenant's assistant may use. Where lists are given, a tenant without one has
    /// nothing.
    public NamePatterns allowed(String tenant) {
        return tenants == null ? NamePatterns.ALL : tenants.getOrDefault(tenant, NamePatterns.NONE);
    }
}
