/// What has to be known of session descriptions (RFC 8866, as RFC 8829 has them): whether one can
/// be answered, what of it is none of the library's business, and what the other side is told. No
/// I/O, no threads.
@NullMarked
package io.centralita.channel.webrtc.peer.sdp;

import org.jspecify.annotations.NullMarked;
