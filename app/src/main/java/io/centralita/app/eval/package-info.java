/// Plays scenarios: calls a switchboard as a scenario's caller would, and judges what was heard.
///
/// A call is made by [io.centralita.app.eval.ScenarioCall], leaves its evidence in
/// [io.centralita.app.eval.Evidence] and is judged by [io.centralita.app.eval.Judge], which touches
/// neither network nor clock.
///
/// Threads: each call on a virtual thread of its own; what its caller tells comes on the event loop
/// of the callers, and only notes times there.
@NullMarked
package io.centralita.app.eval;

import org.jspecify.annotations.NullMarked;
