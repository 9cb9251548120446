package io.centralita.channel.caller;

import io.vertx.core.Future;

/// A call that was placed.
public interface TestCall {
    /// As the switchboard knows it.
    String callSid();

    /// Completes when the call is over, whatever became of it; fails only by a fault of the
    /// caller's own.
    Future<CallResult> result();

    /// Hangs up as soon as the event loop comes to it. Any number of times, from any thread.
    void hangUp();
}
