/// Calls while they go on, for those who look on: what happens in them, how loud both sides are,
/// their audio, and what a person at the console may do.
///
/// Whoever looks on is never waited for. A call's thread writes down what has changed in its
/// [io.centralita.call.watch.LiveCall] and goes on; who wants to know comes and asks for what has
/// changed since they last did. Audio is offered to sinks on the threads that carry it, which sinks
/// must not keep; without sinks a frame costs the look at one field.
@NullMarked
package io.centralita.call.watch;

import org.jspecify.annotations.NullMarked;
