/// Receives callers for their tenant.
///
/// Threads: whoever asks, a virtual thread for each caller; looking up what is remembered of them
/// has one more, which is given up after its deadline.
@NullMarked
package io.centralita.tenant.reception;

import org.jspecify.annotations.NullMarked;
