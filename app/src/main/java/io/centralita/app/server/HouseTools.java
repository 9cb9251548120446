package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.ToolsFile;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ConfirmedTool;
import io.centralita.call.tool.Tool;
import io.centralita.tool.clock.CurrentTimeTool;
import io.centralita.tool.clock.Sleeper;
import io.centralita.tool.clock.SlowCurrentTimeTool;
import io.centralita.tool.exchange.HttpExchanges;
import io.centralita.tool.http.HttpTool;
import io.centralita.tool.mcp.Backoff;
import io.centralita.tool.mcp.McpServer;
import io.centralita.tool.mikrotik.ConsultarMikrotikTool;
import io.centralita.tool.mikrotik.MikrotikClient;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything an assistant of this house can look up: our own tools, those of the tools file, and
/// those of MCP servers while they are there. Safe from any thread.
final class HouseTools implements AutoCloseable {
    /// What servers may take to be there for the first call; who is later is there for later ones.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(HouseTools.class);

    private final ToolsFile file;
    private final List<Tool> fixed;
    private final HttpExchanges exchanges;
    private final List<McpServer> servers;

    private HouseTools(
            ToolsFile file, List<Tool> fixed, HttpExchanges exchanges, List<McpServer> servers) {
        this.file = file;
        this.fixed = List.copyOf(fixed);
        this.exchanges = exchanges;
        this.servers = servers;
    }

    /// @param client stays the caller's to close
    static HouseTools open(Settings.Network settings, MikrotikClient client)
            throws InterruptedException {
        return open(settings, client, List.of());
    }

    /// @param client stays the caller's to close
    /// @param others tools that are not of the network's
    static HouseTools open(Settings.Network settings, MikrotikClient client, List<Tool> others)
            throws InterruptedException {
        var file = settings.configured();
        var fixed = new ArrayList<Tool>();
        if (settings.toolsEnabled()) {
            fixed.add(new ConsultarMikrotikTool(client, Time.SYSTEM));
        }
        var clock = new CurrentTimeTool(Time.SYSTEM, ZoneId.systemDefault());
        fixed.add(clock);
        if (!settings.slowClock().isZero()) {
            fixed.add(new SlowCurrentTimeTool(clock, settings.slowClock(), Sleeper.SYSTEM));
        }
        fixed.addAll(others);
        var exchanges = new HttpExchanges(Time.SYSTEM);
        for (var spec : file.http()) {
            var tool = new HttpTool(spec, exchanges, Time.SYSTEM);
            fixed.add(spec.definition().confirmed() ? new ConfirmedTool(tool) : tool);
        }
        var servers =
                file.mcp().stream()
                        .map(spec -> new McpServer(spec, Backoff.STANDARD, Time.SYSTEM))
                        .toList();
        var tools = new HouseTools(file, fixed, exchanges, servers);
        try {
            tools.settle();
        } catch (InterruptedException e) {
            tools.close();
            throw e;
        }
        return tools;
    }

    private void settle() throws InterruptedException {
        var all =
                CompletableFuture.allOf(
                        servers.stream()
                                .map(McpServer::settled)
                                .toArray(CompletableFuture<?>[]::new));
        try {
            all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            log.atWarn().log("not every MCP server is there yet, calls begin without its tools");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a state cannot fail", e);
        }
    }

    /// What the tenant's assistant may use at this moment. Of two tools with one name the first is
    /// offered.
    List<Tool> allowed(String tenant) {
        var patterns = file.allowed(tenant);
        Map<String, Tool> byName = new LinkedHashMap<>();
        fixed.forEach(tool -> offer(tool, byName));
        servers.forEach(server -> server.tools().forEach(tool -> offer(tool, byName)));
        byName.keySet().removeIf(name -> !patterns.matches(name));
        return List.copyOf(byName.values());
    }

    private static void offer(Tool tool, Map<String, Tool> byName) {
        var name = tool.definition().name();
        if (byName.putIfAbsent(name, tool) != null) {
            log.atWarn().addKeyValue("tool", name).log("two tools of one name, one left out");
        }
    }

    @Override
    public void close() {
        var closing = servers.stream().map(s -> Thread.ofVirtual().start(s::close)).toList();
        try {
            for (var thread : closing) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchanges.close();
    }
}
