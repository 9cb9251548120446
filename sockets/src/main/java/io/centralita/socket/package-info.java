/// WebSockets that carry audio: hundreds of small text messages a second on each event loop.
///
/// [io.centralita.socket.TextSocket] is the short way for them; everything else about a connection
/// stays with Vert.x.
///
/// Threads: none of its own; a socket belongs to its event loop.
@NullMarked
package io.centralita.socket;

import org.jspecify.annotations.NullMarked;
