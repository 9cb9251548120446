/// The fault matrix: every fault at every moment of a call with every engine, in virtual time,
/// judged by what the caller heard. See docs/decisions/0023-the-fault-matrix.md.
///
/// Threads: a [Cell] is played on one platform thread, the test's. All threads of the call are
/// virtual and run on it, one at a time, by a [Carrier].
@NullMarked
package io.centralita.app.matrix;

import org.jspecify.annotations.NullMarked;
