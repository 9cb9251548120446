/// What the database has to know of calls from browsers: which tokens have begun theirs.
///
/// Threads: none of its own; whoever asks waits for the database.
@NullMarked
package io.centralita.tenant.voice;

import org.jspecify.annotations.NullMarked;
