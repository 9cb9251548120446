/// The demonstration network: six routers that do not exist behind the port of
/// `io.centralita.network.router`.
///
/// Everything it says follows from a seed, `demo-network.json` and the time given, so that it can
/// be read again at the same instant with the same result.
///
/// Threads: no state; the slow router holds the calling (virtual) thread.
@NullMarked
package io.centralita.network.demo;

import org.jspecify.annotations.NullMarked;
