package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Scenario;
import io.centralita.channel.caller.CallRecording;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where recordings are kept: those of failures always, the others where that is wished.
///
/// @param failures directory for what failed
/// @param all directory for everything; empty where only failures are kept
public record Recordings(Path failures, Optional<Path> all) {
    /// A WAV file with the caller on the left and the assistant on the right.
    Optional<Path> keep(Scenario scenario, CallRecording recording, boolean passed)
            throws IOException {
        if (passed && all.isEmpty()) {
            return Optional.empty();
        }
        var directory = all.orElse(failures);
        Files.createDirectories(directory);
        var file = directory.resolve(scenario.id() + ".wav");
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            recording.writeWav(out);
        }
        return Optional.of(file);
    }
}
