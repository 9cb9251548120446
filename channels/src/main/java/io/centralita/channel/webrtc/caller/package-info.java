/// The test caller of browser calls, for tests, trials and measurements: what a page does, without
/// one. Uses the library of [io.centralita.channel.webrtc.peer] at the other end.
///
/// Threads: what is heard and told comes on `webrtc-caller`; `webrtc-caller-beat` speaks, 20 ms for
/// 20 ms, for all calls of one caller.
@NullMarked
package io.centralita.channel.webrtc.caller;

import org.jspecify.annotations.NullMarked;
