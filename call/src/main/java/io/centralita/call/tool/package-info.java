/// The port to what an assistant can look up, and the four guards around every use of it (A5): the
/// adapter's own client, the executor that always yields an outcome, the processor that words it,
/// and the call's last resort.
///
/// Threads: a tool runs on a virtual thread of its own and may block; it must give up when
/// interrupted.
@NullMarked
package io.centralita.call.tool;

import org.jspecify.annotations.NullMarked;
