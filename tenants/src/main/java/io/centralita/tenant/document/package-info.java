/// Documents that people write: YAML that knows its lines, and the names that were meant where
/// others were written.
///
/// Threads: none; immutable.
@NullMarked
package io.centralita.tenant.document;

import org.jspecify.annotations.NullMarked;
