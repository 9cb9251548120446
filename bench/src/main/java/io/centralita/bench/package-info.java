/// Benchmarks of the per-frame path, run by `./centralita bench frames`.
///
/// Threads: JMH's.
@NullMarked
package io.centralita.bench;

import org.jspecify.annotations.NullMarked;
