package io.centralita.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// A file as it goes to a browser, compressed beforehand.
///
/// @param type its `Content-Type`
/// @param gzip the same bytes in gzip's form (RFC 1952)
record WebFile(String type, byte[] plain, byte[] gzip) {
    private static final Map<String, String> TYPES =
            Map.of(
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "html", "text/html; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "webmanifest", "application/manifest+json");

    /// @param name decides the type; an ending that is not served is a fault of ours
    static WebFile of(String name, byte[] content) {
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("no content type for " + name);
        }
        return new WebFile(type, content, compress(content));
    }

    static WebFile of(String name, String content) {
        return of(name, content.getBytes(UTF_8));
    }

    static boolean isServed(String name) {
        return TYPES.containsKey(name.substring(name.lastIndexOf('.') + 1));
    }

    String text() {
        return new String(plain, UTF_8);
    }

    private static byte[] compress(byte[] content) {
        var compressed = new ByteArrayOutputStream(content.length / 2 + 64);
        try (var out =
                new GZIPOutputStream(compressed) {
                    {
                        def.setLevel(Deflater.BEST_COMPRESSION);
                    }
                }) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a buffer in memory
        }
        return compressed.toByteArray();
    }
}
