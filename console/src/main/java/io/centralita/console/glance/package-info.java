/// Calls at a glance: how many there were, how long callers waited, what it cost.
///
/// Threads: routes on event loops, sums on the console's virtual threads.
@NullMarked
package io.centralita.console.glance;

import org.jspecify.annotations.NullMarked;
