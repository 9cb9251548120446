/// Who may call from a browser: whoever may use the console, and whoever has a token that the
/// server of a tenant's own site has asked for; and the servers by which their audio finds its way
/// (ICE).
///
/// Threads: event loops, which never wait here. Keys of tenants and the database are asked on
/// virtual threads, in bounded number.
@NullMarked
package io.centralita.console.voice;

import org.jspecify.annotations.NullMarked;
