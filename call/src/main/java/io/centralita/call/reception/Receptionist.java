package io.centralita.call.reception;

import io.centralita.call.leg.LegInfo;

/// Finds out who is called and how the caller is to be received.
public interface Receptionist {
    /// Decides for one caller. Called on a virtual thread of its own, so it may wait for what it
    /// looks up; what does not answer in its time is done without, so that no call waits for a
    /// database.
    ///
    /// @throws InterruptedException when the caller is gone
    Reception receive(LegInfo caller) throws InterruptedException;
}
