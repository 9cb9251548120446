/// What the console sees of calls while they go on and afterwards, and what an operator may do to
/// one: the event stream, timelines, log lines, recordings, listening in, taking over, hanging up.
///
/// Threads: routes and sockets run on event loops, which never wait here. One virtual thread looks
/// at all calls eight times a second while somebody is connected; whatever reads records or files
/// runs on virtual threads of the console.
@NullMarked
package io.centralita.console.live;

import org.jspecify.annotations.NullMarked;
