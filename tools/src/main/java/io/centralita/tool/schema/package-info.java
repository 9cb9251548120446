/// JSON Schema, for what models write as arguments.
///
/// Threads: everything in here is immutable and safe from any thread.
@NullMarked
package io.centralita.tool.schema;

import org.jspecify.annotations.NullMarked;
