package io.centralita.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The libraries of the pages, out of their jars: those of mvnpm tell by `META-INF/importmap.json`
/// what a module is called by, the WebJar of uPlot does not.
///
/// @param imports what a module is called by, and where it lies: `lit`, `lib/lit/3.3.3/index.js`
/// @param files contents by that place
record Libraries(SortedMap<String, String> imports, SortedMap<String, byte[]> files) {
    private static final String MAP = "META-INF/importmap.json";
    private static final String PLACE = "/_static/";
    private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final Pattern UPLOT_FILE =
            Pattern.compile(
                    "resources/webjars/uplot/[^/]+/dist/(uPlot\\.esm\\.js|uPlot\\.min\\.css)");
    private static final JsonMapper JSON = new JsonMapper();

    static Libraries onClassPath(ClassLoader loader) {
        var imports = new TreeMap<String, String>();
        var files = new TreeMap<String, byte[]>();
        try {
            for (var url : Collections.list(loader.getResources(MAP))) {
                var names = imports(url);
                names.properties()
                        .forEach(
                                name ->
                                        imports.put(
                                                name.getKey(), place(name.getValue().textValue())));
                var folder = ClassPathFolder.read(url, MAP);
                ClassPathFolder.below(folder, "resources/_static/")
                        .forEach(
                                (name, content) -> {
                                    if (isUsed(name)) {
                                        files.put("lib/" + name, content);
                                    }
                                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uplot(loader, imports, files);
        return new Libraries(
                Collections.unmodifiableSortedMap(imports),
                Collections.unmodifiableSortedMap(files));
    }

    private static void uplot(
            ClassLoader loader,
            SortedMap<String, String> imports,
            SortedMap<String, byte[]> files) {
        var url = loader.getResource(UPLOT);
        if (url == null) {
            throw new IllegalStateException("uPlot is missing on the class path");
        }
        ClassPathFolder.wholeJar(url)
                .forEach(
                        (name, content) -> {
                            var file = UPLOT_FILE.matcher(name);
                            if (file.find()) {
                                files.put("lib/uplot/" + file.group(1), content);
                            }
                        });
        imports.put("uplot", "lib/uplot/uPlot.esm.js");
    }

    private static JsonNode imports(URL map) throws IOException {
        try (var in = map.openStream()) {
            return JSON.readTree(in).path("imports");
        }
    }

    private static String place(String path) {
        return "lib/" + path.substring(PLACE.length());
    }

    /// Builds for development and for Node are no use to a browser.
    private static boolean isUsed(String name) {
        return name.endsWith(".js") && !name.contains("/development/") && !name.contains("/node/");
    }
}
