package io.centralita.app.settings;

import io.centralita.tenant.document.YamlNode;
import io.centralita.tool.mcp.McpServerSpec;
import io.centralita.tool.mcp.McpServerSpec.Place;
import io.centralita.tool.naming.NamePatterns;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one entry of the tools file's `mcp`.
final class McpServerReader {
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "prefix",
                    "command",
                    "args",
                    "env",
                    "directory",
                    "url",
                    "headers",
                    "tools",
                    "confirm",
                    "timeout",
                    "acknowledgement");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,32}");
    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9_-]{0,32}");
    private static final Kind<URI> ADDRESS = new Kind.Address(List.of("https", "http"));

    private final ToolsReading reading;

    McpServerReader(ToolsReading reading) {
        this.reading = reading;
    }

    /// Empty where something is wrong, which is noted.
    Optional<McpServerSpec> read(YamlNode node) {
        int before = reading.problems().size();
        var spec = ToolsSection.of(reading, node, FIELDS).map(this::spec);
        return reading.problems().size() == before ? spec : Optional.empty();
    }

    private @Nullable McpServerSpec spec(ToolsSection section) {
        var name = section.text("name", true);
        if (name != null && !NAME.matcher(name).matches()) {
            reading.problem("toolsfile.server.name", section.node(), name);
        }
        var prefix = prefix(section, name);
        var place = place(section);
        var offered =
                section.find("tools") == null
                        ? NamePatterns.ALL
                        : new NamePatterns(section.texts("tools"));
        var confirmed = new NamePatterns(section.texts("confirm"));
        var timeout = section.timeout();
        var acknowledgement = section.spoken("acknowledgement");
        return name == null || place == null
                ? null
                : new McpServerSpec(
                        name, prefix, place, offered, confirmed, timeout, acknowledgement);
    }

    /// An empty one is meant so.
    private String prefix(ToolsSection section, @Nullable String name) {
        var found = section.find("prefix");
        if (found == null) {
            return name == null ? "" : name;
        }
        var prefix = found.json().asText().strip();
        if (!found.json().isValueNode() || !PREFIX.matcher(prefix).matches()) {
            reading.problem("toolsfile.server.name", found, prefix);
        }
        return prefix;
    }

    private @Nullable Place place(ToolsSection section) {
        boolean program = section.find("command") != null;
        boolean address = section.find("url") != null;
        if (program == address) {
            reading.problem("toolsfile.server.place", section.node());
            return null;
        }
        return program ? program(section) : address(section);
    }

    private @Nullable Place program(ToolsSection section) {
        var misplaced = section.find("headers");
        if (misplaced != null) {
            reading.problem("toolsfile.unknown", misplaced, "headers", "args, env, directory");
        }
        var command = new ArrayList<>(section.texts("command"));
        command.addAll(section.texts("args"));
        var args = section.find("args");
        if (!ToolsReading.secretNames(String.join(" ", command)).isEmpty()) {
            reading.problem("toolsfile.secret.args", args == null ? section.node() : args);
        }
        if (command.isEmpty() || command.getFirst().isBlank()) {
            reading.problem("toolsfile.needed", section.node(), "command");
            return null;
        }
        Path directory = section.value("directory", new Kind.Place(), null);
        return new Place.Program(command, section.secretTexts("env"), directory);
    }

    private @Nullable Place address(ToolsSection section) {
        for (var field : List.of("args", "env", "directory")) {
            var misplaced = section.find(field);
            if (misplaced != null) {
                reading.problem("toolsfile.unknown", misplaced, field, "headers");
            }
        }
        var headers = section.secretTexts("headers");
        var at = section.find("headers");
        if (at != null) {
            HttpHeaderRules.check(reading, at, headers);
        }
        URI url = section.value("url", ADDRESS, null);
        return url == null ? null : new Place.Address(url, headers);
    }
}
