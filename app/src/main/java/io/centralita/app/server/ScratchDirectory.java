package io.centralita.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A directory for data that nobody wants to keep: it goes, with all that is in it, when it is
/// closed.
///
/// @param path of it
public record ScratchDirectory(Path path) implements AutoCloseable {
    /// @param prefix of its name, for people who find it
    public static ScratchDirectory create(String prefix) throws IOException {
        return new ScratchDirectory(Files.createTempDirectory(prefix));
    }

    /// @throws UncheckedIOException when something in it cannot be deleted
    @Override
    public void close() {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
