/// What every channel shares: where calls are handed in, the clock that paces them, what is
/// counted.
///
/// Threads: a channel's legs live on Vert.x event loops and never block them. A [PacingClock]
/// belongs to one event loop.
@NullMarked
package io.centralita.channel;

import org.jspecify.annotations.NullMarked;
