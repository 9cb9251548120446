/// The only room that names adapters: settings, wiring, the command line.
///
/// Threads: [io.centralita.app.Main] runs one command on the main thread.
@NullMarked
package io.centralita.app;

import org.jspecify.annotations.NullMarked;
