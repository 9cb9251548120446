package io.centralita.app.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.form.TenantReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A tenant's YAML file.
public final class TenantFile {
    private TenantFile() {}

    /// Reads the file; texts that it only names are looked for beside it.
    ///
    /// @throws IOException when there is no such file, or it cannot be read
    public static Reading read(Path file) throws IOException {
        if (Files.size(file) > TenantDocument.LARGEST) {
            // Says what the largest is, without reading it all.
            return TenantDocument.readYaml(" ".repeat(TenantDocument.LARGEST + 1));
        }
        var beside = file.toAbsolutePath().getParent();
        return TenantDocument.readYaml(
                Files.readString(file, UTF_8),
                name -> Files.readString(beside == null ? Path.of(name) : beside.resolve(name)));
    }
}
