package io.centralita.channel.twilio;

import io.centralita.call.leg.Returned;
import java.util.Optional;

/// What a leg can do and where its caller comes from.
///
/// @param transfers whether callers can be put through
/// @param recorded whether the caller is to be told of a recording
record LegTraits(boolean transfers, boolean recorded, Optional<Returned> returned) {
    static final LegTraits NONE = new LegTraits(false, false, Optional.empty());
}
