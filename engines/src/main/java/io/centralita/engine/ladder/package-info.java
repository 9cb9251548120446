/// Engines in an order of preference: when the one that serves a call is lost, the next takes the
/// conversation over.
///
/// Threads: a session has one virtual thread, `<call>/ladder`, which opens and closes rungs, keeps
/// the history and does what the call wishes. The events of the rung that serves go straight to the
/// call, on the rung's own thread, so that they keep their order with its speech; a copy goes to
/// the ladder's thread. A rung that failed is cut off in the same breath: nothing of it gets
/// through. Audio takes no part in this: the caller's goes straight from the leg's network thread
/// to the rung ([io.centralita.engine.ladder.CallerLine], one small lock), and a rung's speech
/// straight to the playout through a gate that can be shut
/// ([io.centralita.engine.ladder.SpeechGate]).
@NullMarked
package io.centralita.engine.ladder;

import org.jspecify.annotations.NullMarked;
