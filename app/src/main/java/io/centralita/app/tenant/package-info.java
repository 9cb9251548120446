/// Work on tenants that is done at a terminal: files, single values, what to look at.
///
/// Threads: none; the terminal's.
@NullMarked
package io.centralita.app.tenant;

import org.jspecify.annotations.NullMarked;
