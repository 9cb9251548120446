package io.centralita.network.question;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The word lists beside this package: lines of `head: entry, entry`, `#` opens a comment.
final class Resources {
    private Resources() {}

    /// @param head before the colon, empty where the line has none
    record Line(String head, List<String> entries) {}

    static List<Line> lines(String resource) {
        var in = Objects.requireNonNull(Resources.class.getResourceAsStream(resource), resource);
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Resources::line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String line) {
        var colon = line.indexOf(':');
        var head = colon < 0 ? "" : line.substring(0, colon).strip();
        var entries =
                Arrays.stream(line.substring(colon + 1).split(","))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
        return new Line(head, entries);
    }
}
