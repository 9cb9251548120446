/// The running server: every part opened in order, put together, and closed in the opposite order.
///
/// Threads: [io.centralita.app.server.Server] is opened and closed on one thread; requests are
/// served on Vert.x event loops, which never block.
@NullMarked
package io.centralita.app.server;

import org.jspecify.annotations.NullMarked;
