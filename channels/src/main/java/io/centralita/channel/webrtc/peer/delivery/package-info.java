/// How what happens to a connection is told to its listener: in order, bounded, without making
/// anybody wait. For adapters of the port.
@NullMarked
package io.centralita.channel.webrtc.peer.delivery;

import org.jspecify.annotations.NullMarked;
