package io.centralita.console.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// A folder of the class path, whether it lies in a jar or in a directory of classes.
final class ClassPathFolder {
    private ClassPathFolder() {}

    /// Everything below it that may be served.
    ///
    /// @param anchor a file in the folder, by which it is found: `io/…/web/index.html`
    /// @return contents by path from the folder, `app/main.js` for example
    static SortedMap<String, byte[]> read(ClassLoader loader, String anchor) {
        var url = loader.getResource(anchor);
        if (url == null) {
            throw new IllegalStateException(anchor + " is missing on the class path");
        }
        return read(url, anchor);
    }

    /// @param url of the anchor
    static SortedMap<String, byte[]> read(URL url, String anchor) {
        var folder = anchor.substring(0, anchor.lastIndexOf('/') + 1);
        try {
            return url.openConnection() instanceof JarURLConnection jar
                    ? inJar(jar, folder)
                    : inDirectory(Path.of(URI.create(url.toString())).resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, byte[]> inJar(JarURLConnection connection, String folder)
            throws IOException {
        connection.setUseCaches(false); // the file is ours to close
        var files = new TreeMap<String, byte[]>();
        try (JarFile jar = connection.getJarFile()) {
            for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                var name = entry.getName();
                if (!entry.isDirectory() && name.startsWith(folder) && WebFile.isServed(name)) {
                    try (var in = jar.getInputStream(entry)) {
                        files.put(name.substring(folder.length()), in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> inDirectory(Path root) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(root)) {
            for (var path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                var name = root.relativize(path).toString().replace('\\', '/');
                if (WebFile.isServed(name)) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        }
        return files;
    }

    /// Everything of the jar that a file lies in.
    static SortedMap<String, byte[]> wholeJar(URL url) {
        try {
            return url.openConnection() instanceof JarURLConnection jar
                    ? inJar(jar, "")
                    : new TreeMap<>();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps what a prefix begins, without it.
    static SortedMap<String, byte[]> below(Map<String, byte[]> files, String prefix) {
        var some = new TreeMap<String, byte[]>();
        files.forEach(
                (name, content) -> {
                    if (name.startsWith(prefix)) {
                        some.put(name.substring(prefix.length()), content);
                    }
                });
        return some;
    }
}
