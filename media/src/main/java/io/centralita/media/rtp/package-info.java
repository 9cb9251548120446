/// Audio from a network that loses, reorders and delays it: RTP (RFC 3550), the jitter buffer, and
/// the concealment of what did not come.
///
/// Nothing here allocates for each packet, opens a socket or reads a clock: time is an argument.
/// Threads: none of its own. Objects belong to one thread.
@NullMarked
package io.centralita.media.rtp;

import org.jspecify.annotations.NullMarked;
