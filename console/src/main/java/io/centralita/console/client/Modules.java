package io.centralita.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The modules below `web/voice`: [#ENTRY], and whatever it imports. They are served without their
/// comments and indentation, which are for those who read them in the repository.
///
/// @param files by name
/// @param version a name for all of them together, made of their contents
record Modules(Map<String, Asset> files, String version) {
    static final String ENTRY = "centralita-call.js";

    private static final String PLACE = "/io/centralita/console/web/voice/";
    private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z-]+\\.js)'");

    /// JSDoc wherever it stands; nothing in a string looks like it, which the tests see to by
    /// running what is served.
    private static final Pattern DOCUMENTATION = Pattern.compile("/\\*\\*(?:[^*]|\\*(?!/))*+\\*/");

    private static final Pattern REMARK = Pattern.compile("(?m)^[ \\t]*(?://.*)?\\n");
    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \\t]+");

    static Modules load() {
        var files = new TreeMap<String, Asset>();
        var wanted = new ArrayDeque<String>();
        wanted.add(ENTRY);
        while (!wanted.isEmpty()) {
            var name = wanted.remove();
            if (files.containsKey(name)) {
                continue;
            }
            var text = slim(read(name));
            files.put(name, Asset.of(text));
            IMPORT.matcher(text).results().map(found -> found.group(1)).forEach(wanted::add);
        }
        var contents = files.values().stream().map(Asset::text).collect(Collectors.joining("\n"));
        return new Modules(Map.copyOf(files), Asset.digest(contents));
    }

    /// What is served under the lasting name: everything is named here, so that a browser need not
    /// read one module to find the next.
    String entry() {
        var all =
                new TreeMap<>(files)
                        .keySet().stream()
                                .map(name -> "import './%s/%s';\n".formatted(version, name))
                                .collect(Collectors.joining());
        return all + "export * from './%s/%s';\n".formatted(version, ENTRY);
    }

    static String slim(String source) {
        var bare = DOCUMENTATION.matcher(source).replaceAll((MatchResult _) -> "");
        return INDENTATION.matcher(REMARK.matcher(bare).replaceAll("")).replaceAll("");
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
