package io.centralita.console.web;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a module imports before it can run. A browser told of all at once need not find out one
/// after the other.
final class ModuleGraph {
    /// `import … from "x"`, `export … from "x"`, `import "x"`; not `import("x")`, which waits until
    /// it is needed.
    private static final Pattern IMPORT =
            Pattern.compile("(?:\\bfrom|\\bimport)\\s*[\"']([^\"'\\s]+)[\"']");

    private final Map<String, WebFile> files;
    private final Map<String, String> imports;

    /// @param imports places of modules that are called by a name
    ModuleGraph(Map<String, WebFile> files, Map<String, String> imports) {
        this.files = files;
        this.imports = imports;
    }

    /// The module and everything it needs, in the order in which they are met.
    Set<String> from(String module) {
        var met = new LinkedHashSet<String>();
        var waiting = new ArrayDeque<>(List.of(module));
        while (!waiting.isEmpty()) {
            var place = waiting.poll();
            var file = files.get(place);
            if (file == null) {
                throw new IllegalStateException("a module is imported that is not there: " + place);
            }
            if (met.add(place)) {
                IMPORT.matcher(file.text())
                        .results()
                        .map(found -> place(place, found.group(1)))
                        .forEach(waiting::add);
            }
        }
        return met;
    }

    private String place(String importer, String name) {
        return name.startsWith(".") ? relative(importer, name) : named(name);
    }

    private static String relative(String importer, String name) {
        var folder = Path.of(importer).resolveSibling(name).normalize();
        return folder.toString().replace('\\', '/');
    }

    /// The longest name with a slash that begins it, as import maps have it.
    private String named(String name) {
        return Optional.ofNullable(imports.get(name))
                .or(
                        () ->
                                imports.keySet().stream()
                                        .filter(key -> key.endsWith("/") && name.startsWith(key))
                                        .reduce((a, b) -> a.length() >= b.length() ? a : b)
                                        .map(
                                                key ->
                                                        imports.get(key)
                                                                + name.substring(key.length())))
                .orElseThrow(() -> new IllegalStateException("nobody knows the module " + name));
    }
}
