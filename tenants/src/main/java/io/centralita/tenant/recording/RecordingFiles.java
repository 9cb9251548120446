package io.centralita.tenant.recording;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where recordings lie: `recordings/XX/NAME.wav` with `NAME.json` beside it, readable by nobody
/// but us. Blocks.
public final class RecordingFiles {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private static final String WAV = ".wav";
    private static final String NOTE = ".json";

    private final Path directory;

    public RecordingFiles(Path directory) {
        this.directory = directory;
    }

    /// A recording as it lies there.
    public record Found(Path file, long bytes, RecordingNote note) {}

    public Optional<Found> find(String call) throws IOException {
        var file = path(call, WAV);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(new Found(file, Files.size(file), note(path(call, NOTE))));
    }

    /// The next notes in the order of their paths.
    ///
    /// @param after the last one that is known; an empty path for none
    List<Path> notes(Path after, int most) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var all = Files.walk(directory, 2)) {
            return all.filter(file -> file.toString().endsWith(NOTE))
                    .sorted()
                    .filter(file -> file.compareTo(after) > 0)
                    .limit(most)
                    .toList();
        }
    }

    static RecordingNote note(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), RecordingNote.class);
    }

    /// @return false where there was none
    public boolean delete(String call) throws IOException {
        boolean there = Files.deleteIfExists(path(call, WAV));
        Files.deleteIfExists(path(call, NOTE));
        return there;
    }

    /// A file for a call that begins; an older one of the same call is written over.
    SeekableByteChannel create(RecordingNote note) throws IOException {
        var file = path(note.call(), WAV);
        Files.createDirectories(file.getParent(), owner("rwx------"));
        keep(note);
        Files.deleteIfExists(file);
        return Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                owner("rw-------"));
    }

    /// All of it or nothing.
    void keep(RecordingNote note) throws IOException {
        var fresh = path(note.call(), ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, owner("rw-------"));
        Files.write(fresh, JSON.writeValueAsBytes(note));
        Files.move(fresh, path(note.call(), NOTE), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Bytes that can still be written.
    long room() throws IOException {
        Files.createDirectories(directory, owner("rwx------"));
        return Files.getFileStore(directory).getUsableSpace();
    }

    private FileAttribute<?>[] owner(String permissions) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /// Ids come from carriers and are no file names.
    private Path path(String call, String ending) {
        var digest = digest(call);
        return directory.resolve(digest.substring(0, 2)).resolve(digest + ending);
    }

    private static String digest(String call) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(call.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
