package io.centralita.channel.asterisk;

import io.centralita.call.leg.AfterFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.transfer.Destination;
import java.util.List;
import java.util.Optional;

/// Whom callers go on to.
final class Onwards {
    private Onwards() {}

    /// The person to whom the assistant puts them through, or the one who takes those whom no
    /// engine serves; empty where it is nobody, or nobody who can be reached from here.
    static Optional<Onward> of(CallEnd end, AsteriskSettings settings) {
        var onward = Optional.ofNullable(end.onward());
        if (onward.isEmpty()
                && end.leavesCallerUnserved()
                && settings.afterFailure() instanceof AfterFailure.Transfer(var number)) {
            onward = Optional.of(new Onward(new Destination("after-failure", number), List.of()));
        }
        return onward.filter(one -> Person.reached(settings).contains(one.to().target().kind()));
    }
}
