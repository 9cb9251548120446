package io.centralita.channel;

import io.centralita.call.leg.Leg;

/// Takes calls as they come in.
public interface CallAcceptor {
    /// A caller is on the line. Called on the leg's network thread, so it must not block. To take
    /// the call, open the leg, now or later; to refuse it, close the leg.
    void accept(Leg leg);
}
