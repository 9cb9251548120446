/// A caller without a telephone: imitates Twilio towards a switchboard, strictly, and keeps what
/// was said and heard.
///
/// [io.centralita.channel.caller.TestCaller] places calls; each follows a [CallerScript], tells a
/// [CallerListener] what happens and ends in a [CallResult].
///
/// Threads: one call lives on one event loop, listener included.
@NullMarked
package io.centralita.channel.caller;

import org.jspecify.annotations.NullMarked;
