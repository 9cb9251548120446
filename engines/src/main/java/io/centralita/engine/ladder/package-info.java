/// Engines in an order of preference: when the one that serves a call is lost, the next takes the
/// conversation over.
///
/// Threads: a session has one virtual thread, `<call>/ladder`, which opens and closes rungs, keeps
/// the history and posts to the call. Rungs post into its mailbox and the call's wishes go the same
/// way, so everything happens in one order; a rung that is over is known by its number, and nothing
/// of it gets past that thread. Audio takes no part in this: the caller's goes straight from the
/// leg's network thread to the rung ([io.centralita.engine.ladder.CallerLine], one small lock), and
/// a rung's speech straight to the playout through a gate that can be shut
/// ([io.centralita.engine.ladder.SpeechGate]).
@NullMarked
package io.centralita.engine.ladder;

import org.jspecify.annotations.NullMarked;
