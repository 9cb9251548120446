package io.centralita.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Everything that is served of the pages, as it is served.
final class Site {
    private static final String INDEX = "index.html";
    private static final String FOLDER = "io/centralita/console/web/";

    /// What every page begins with, and the texts it needs before it can say a word.
    private static final String START = "app/main.js";

    private static final String ASSETS = "/assets/";
    private static final JsonMapper JSON = new JsonMapper();

    /// @param tag its entity tag
    record Served(String type, Buffer plain, Buffer gzip, String tag) {
        static Served of(WebFile file) {
            return new Served(
                    file.type(),
                    Buffer.buffer(file.plain()),
                    Buffer.buffer(file.gzip()),
                    "\"" + HexFormat.of().formatHex(sha256(file.plain()), 0, 12) + "\"");
        }
    }

    private final Map<String, Served> assets;
    private final Map<String, Served> pages;
    private final String importMap;

    private Site(Map<String, Served> assets, Map<String, Served> pages, String importMap) {
        this.assets = assets;
        this.pages = pages;
        this.importMap = importMap;
    }

    static Site read(ClassLoader loader) {
        var own = ClassPathFolder.read(loader, FOLDER + INDEX);
        var libraries = Libraries.onClassPath(loader);
        var contents = new TreeMap<>(libraries.files());
        own.forEach(
                (name, content) -> {
                    // What others embed is served elsewhere, under names that stay.
                    if (!name.startsWith("voice/") && !name.equals(INDEX)) {
                        contents.put(name, content);
                    }
                });
        var base = ASSETS + version(contents);
        var files = new TreeMap<String, WebFile>();
        contents.forEach((name, content) -> files.put(name, WebFile.of(name, content)));
        var map = importMap(libraries.imports(), base);
        var template = new String(Objects.requireNonNull(own.get(INDEX)), StandardCharsets.UTF_8);
        var graph = new ModuleGraph(files, libraries.imports());
        var pages =
                Languages.OURS.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Locale::getLanguage,
                                        language ->
                                                page(template, base, map, graph, files, language)));
        var assets = new LinkedHashMap<String, Served>();
        files.forEach((name, file) -> assets.put(base + "/" + name, Served.of(file)));
        return new Site(Map.copyOf(assets), pages, map);
    }

    Optional<Served> asset(String path) {
        return Optional.ofNullable(assets.get(path));
    }

    /// @param language one of ours
    Served page(Locale language) {
        return Objects.requireNonNull(pages.get(language.getLanguage()), "a language of ours");
    }

    /// What every page has between the tags of its one inline script, to the letter.
    String importMap() {
        return importMap;
    }

    private static Served page(
            String template,
            String base,
            String map,
            ModuleGraph graph,
            Map<String, WebFile> files,
            Locale language) {
        var texts = texts(language);
        var modules = graph.from(START);
        modules.addAll(graph.from("texts/%s.js".formatted(language.getLanguage())));
        var links = new StringBuilder();
        modules.forEach(
                module ->
                        links.append(
                                "<link rel=\"modulepreload\" href=\"%s/%s\">%n"
                                        .formatted(base, module)));
        var styles = new StringBuilder();
        files.keySet().stream()
                .filter(name -> name.startsWith("style/"))
                .forEach(
                        name ->
                                styles.append(
                                        "<link rel=\"stylesheet\" href=\"%s/%s\">%n"
                                                .formatted(base, name)));
        return Served.of(
                WebFile.of(
                        INDEX,
                        template.replace("{{language}}", language.getLanguage())
                                .replace("{{title}}", texts.getString("web.title"))
                                .replace("{{description}}", texts.getString("web.description"))
                                .replace("{{noscript}}", texts.getString("web.noscript"))
                                .replace("{{importmap}}", map)
                                .replace("{{styles}}", styles)
                                .replace("{{modules}}", links)
                                .replace("{{base}}", base)));
    }

    private static ResourceBundle texts(Locale language) {
        return ResourceBundle.getBundle(
                "io.centralita.console.console",
                language,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static String importMap(SortedMap<String, String> imports, String base) {
        var places = new TreeMap<String, String>();
        imports.forEach((name, place) -> places.put(name, base + "/" + place));
        try {
            return JSON.writeValueAsString(Map.of("imports", places));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names and places are always JSON", e);
        }
    }

    /// Changes with any name or any byte.
    private static String version(SortedMap<String, byte[]> contents) {
        var digest = digest();
        contents.forEach(
                (name, content) -> {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                    digest.update(sha256(content));
                });
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static byte[] sha256(byte[] content) {
        return digest().digest(content);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
