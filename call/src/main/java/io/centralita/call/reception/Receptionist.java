package io.centralita.call.reception;

import io.centralita.call.leg.LegInfo;
import java.util.function.Supplier;

/// Finds out who is called and how the caller is to be received.
public interface Receptionist {
    /// Decides for one caller. Called on a virtual thread of its own, so it may wait for what it
    /// looks up; what does not answer in its time is done without, so that no call waits for a
    /// database.
    ///
    /// @throws InterruptedException when the caller is gone
    Reception receive(LegInfo caller) throws InterruptedException;

    /// Whether [#receive] waits for nothing: then it is called wherever a caller arrives, event
    /// loops included.
    default boolean answersAtOnce() {
        return false;
    }

    /// Puts everybody through alike.
    static Receptionist always(Supplier<Reception.Welcome> welcome) {
        return new Receptionist() {
            @Override
            public Reception receive(LegInfo caller) {
                return welcome.get();
            }

            @Override
            public boolean answersAtOnce() {
                return true;
            }
        };
    }
}
