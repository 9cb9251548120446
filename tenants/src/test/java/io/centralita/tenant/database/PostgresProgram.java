package io.centralita.tenant.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// Where the programs of PostgreSQL are: those of Maven Central, unpacked once a machine, or what
/// the machine has (Debian's package).
final class PostgresProgram {
    private static final String EVERYBODY_MAY_READ = "rwxr-xr-x";
    private static final Map<String, String> ARCHIVES =
            Map.of(
                    "amd64", "postgres-linux-x86_64.txz",
                    "aarch64", "postgres-linux-arm_64.txz");

    private PostgresProgram() {}

    /// The directory with `initdb` and `postgres`.
    static Path directory() throws IOException {
        try (var archive = archive()) {
            return archive == null ? installed() : unpacked(archive).resolve("bin");
        }
    }

    private static @Nullable InputStream archive() {
        var name = ARCHIVES.get(System.getProperty("os.arch").toLowerCase(Locale.ROOT));
        return name == null || !System.getProperty("os.name").startsWith("Linux")
                ? null
                : PostgresProgram.class.getResourceAsStream("/" + name);
    }

    private static Path installed() throws IOException {
        var debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (var versions = Files.list(debian)) {
                var found =
                        versions.map(version -> version.resolve("bin"))
                                .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                                .max(Path::compareTo);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        for (var place : System.getenv("PATH").split(":", -1)) {
            var directory = Path.of(place);
            if (Files.isExecutable(directory.resolve("initdb"))) {
                return directory;
            }
        }
        throw new IllegalStateException(
                "no PostgreSQL to test with: install it (Debian/Ubuntu: apt-get install postgresql; macOS: brew install postgresql)");
    }

    /// Below the directory for temporary files, where any user may read it: the server refuses to
    /// be started by root.
    private static Path unpacked(InputStream archive) throws IOException {
        var root = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        var mine = System.getProperty("user.name");
        var place = root.resolve("centralita-postgresql-18.6-" + mine);
        if (Files.isExecutable(place.resolve("bin/postgres"))) {
            return place;
        }
        var fresh = Files.createTempDirectory(root, "centralita-postgresql-");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(EVERYBODY_MAY_READ));
        unpack(archive, fresh);
        try {
            return Files.move(fresh, place);
        } catch (FileAlreadyExistsException _) { // another JVM was faster
            TestFiles.delete(fresh);
            return place;
        }
    }

    private static void unpack(InputStream archive, Path to) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (@Nullable TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                var file = to.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(
                                file, PosixFilePermissions.fromString(EVERYBODY_MAY_READ));
                    }
                }
            }
        }
    }

    /// What makes a command that of a user without rights, where we are root.
    static List<String> withoutRights() {
        return "root".equals(System.getProperty("user.name"))
                ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
                : List.of();
    }
}
