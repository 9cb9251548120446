package io.centralita.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The modules below `web/voice`: [#ENTRY], and whatever it imports. They are served without their
/// comments and indentation, which are for those who read them in the repository.
///
/// @param files by name
/// @param lazy those of them that a page fetches only when it needs them
/// @param version a name for all of them together, made of their contents
record Modules(Map<String, Asset> files, Set<String> lazy, String version) {
    static final String ENTRY = "centralita-call.js";

    private static final String PLACE = "/io/centralita/console/web/voice/";
    private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z-]+\\.js)'");
    private static final Pattern LATER = Pattern.compile("import\\('\\./([a-z-]+\\.js)'\\)");

    /// JSDoc wherever it stands; nothing in a string looks like it, which the tests see to by
    /// running what is served.
    private static final Pattern DOCUMENTATION = Pattern.compile("/\\*\\*(?:[^*]|\\*(?!/))*+\\*/");

    private static final Pattern REMARK = Pattern.compile("(?m)^[ \\t]*(?://.*)?\\n");
    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \\t]+");

    /// Where no statement can end, no line has to.
    private static final Pattern OPEN_END = Pattern.compile("([{;,(\\[])\\n");

    static Modules load() {
        var files = new TreeMap<String, Asset>();
        follow(List.of(ENTRY), IMPORT, files);
        var eager = Set.copyOf(files.keySet());
        var texts = files.values().stream().map(Asset::text).collect(Collectors.joining("\n"));
        follow(names(LATER, texts), IMPORT, files);
        var lazy = new TreeSet<>(files.keySet());
        lazy.removeAll(eager);
        var contents = files.values().stream().map(Asset::text).collect(Collectors.joining("\n"));
        return new Modules(Map.copyOf(files), Set.copyOf(lazy), Asset.digest(contents));
    }

    private static void follow(List<String> from, Pattern imports, Map<String, Asset> files) {
        var wanted = new ArrayDeque<>(from);
        while (!wanted.isEmpty()) {
            var name = wanted.remove();
            if (!files.containsKey(name)) {
                var text = slim(read(name));
                files.put(name, Asset.of(text));
                wanted.addAll(names(imports, text));
            }
        }
    }

    private static List<String> names(Pattern imports, String text) {
        return imports.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /// What is served under the lasting name: everything is named here, so that a browser need not
    /// read one module to find the next.
    String entry() {
        var all =
                new TreeMap<>(files)
                        .keySet().stream()
                                .filter(name -> !lazy.contains(name))
                                .map(name -> "import './%s/%s';\n".formatted(version, name))
                                .collect(Collectors.joining());
        return all + "export * from './%s/%s';\n".formatted(version, ENTRY);
    }

    static String slim(String source) {
        var bare = DOCUMENTATION.matcher(source).replaceAll((MatchResult _) -> "");
        var lines = INDENTATION.matcher(REMARK.matcher(bare).replaceAll("")).replaceAll("");
        return OPEN_END.matcher(lines).replaceAll("$1");
    }

    private static String read(String name) {
        try (var in = Modules.class.getResourceAsStream(PLACE + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + PLACE + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
