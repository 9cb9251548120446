/// The port to where callers come from: one [Leg] is one media connection of a call.
///
/// Threads: an adapter calls its [LegListener] and takes from [OutgoingAudio] on its own network
/// thread; none of these calls blocks. [Leg] methods may be called from any thread.
@NullMarked
package io.centralita.call.leg;

import org.jspecify.annotations.NullMarked;
