package io.centralita.tenant.form;

import java.io.IOException;

/// Where texts of `context` are read from that a document only names.
public interface ContextFiles {
    /// The file's text.
    ///
    /// @param name as the document has it
    String read(String name) throws IOException;
}
