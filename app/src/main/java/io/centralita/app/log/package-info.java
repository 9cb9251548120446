/// Where the log goes: console and file, human-readable, with key-values and the call's id.
///
/// Threads: set up once by the main thread before anything logs.
@NullMarked
package io.centralita.app.log;

import org.jspecify.annotations.NullMarked;
