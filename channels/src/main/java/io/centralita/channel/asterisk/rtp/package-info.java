/// Audio over RTP (ARI's externalMedia): one UDP socket a call.
///
/// Threads: a line belongs to an event loop. Its socket is read and written at the beats of that
/// loop's clock, without a selector: what came in between waits in the kernel, and nothing could
/// have been done with it earlier.
@NullMarked
package io.centralita.channel.asterisk.rtp;

import org.jspecify.annotations.NullMarked;
