/// Measurements that an operator can repeat: `bench ears`, `bench turn`, `bench calls`. Results can
/// be written into docs/benchmarks.md with the machine, the commit and the command.
///
/// Threads: the command's own; server and callers have theirs.
@NullMarked
package io.centralita.app.bench;

import org.jspecify.annotations.NullMarked;
