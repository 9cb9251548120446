package io.centralita.app.settings;

import io.centralita.tenant.document.YamlNode;
import io.centralita.tool.http.HttpToolSpec;
import io.centralita.tool.mcp.McpServerSpec;
import io.centralita.tool.naming.NamePatterns;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads the tools file: `http`, `mcp` and `tenants`. Everything wrong is noted at once.
final class ToolsFileReader {
    private static final Set<String> SECTIONS = Set.of("http", "mcp", "tenants");

    private final ToolsReading reading;

    ToolsFileReader(ToolsReading reading) {
        this.reading = reading;
    }

    /// What could be read; problems are in the reading.
    ///
    /// @param name of the file, for problems
    ToolsFile read(String name, String text) {
        YamlNode root;
        try {
            root = YamlNode.read(new StringReader(text));
        } catch (YAMLException | IOException e) {
            reading.problems().add(new Problem("settings.unreadable", name, detail(e)));
            return ToolsFile.NONE;
        }
        return ToolsSection.of(reading, root, SECTIONS).map(this::file).orElse(ToolsFile.NONE);
    }

    private static String detail(Exception e) {
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return "line %d: %s"
                    .formatted(marked.getProblemMark().getLine() + 1, marked.getProblem());
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private ToolsFile file(ToolsSection sections) {
        List<HttpToolSpec> http =
                all(
                        sections.find("http"),
                        new HttpToolReader(reading)::read,
                        spec -> spec.definition().name());
        List<McpServerSpec> mcp =
                all(sections.find("mcp"), new McpServerReader(reading)::read, McpServerSpec::name);
        return new ToolsFile(http, mcp, tenants(sections.find("tenants")));
    }

    private <T> List<T> all(
            @Nullable YamlNode list,
            Function<YamlNode, Optional<T>> reader,
            Function<T, String> name) {
        var all = new ArrayList<T>();
        if (list == null) {
            return all;
        }
        if (!list.isList()) {
            reading.problem("toolsfile.list", list);
            return all;
        }
        var taken = new HashSet<String>();
        for (var item : list.items()) {
            reader.apply(item)
                    .ifPresent(
                            one -> {
                                if (!taken.add(name.apply(one))) {
                                    reading.problem("toolsfile.twice", item, name.apply(one));
                                }
                                all.add(one);
                            });
        }
        return all;
    }

    private @Nullable Map<String, NamePatterns> tenants(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        var tenants = new LinkedHashMap<String, NamePatterns>();
        var known = node.fields().keySet();
        ToolsSection.of(reading, node, known)
                .ifPresent(
                        lists ->
                                known.forEach(
                                        tenant ->
                                                tenants.put(
                                                        tenant,
                                                        new NamePatterns(lists.texts(tenant)))));
        return tenants;
    }
}
