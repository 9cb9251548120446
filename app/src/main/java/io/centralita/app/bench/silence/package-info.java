/// `bench silence`: what a caller of the real server hears when something goes wrong, in real time;
/// a sample of the cells that the test suite plays in virtual time.
///
/// Threads: the command's own; server, model, answering service and caller have theirs.
@NullMarked
package io.centralita.app.bench.silence;

import org.jspecify.annotations.NullMarked;
