package io.centralita.channel.asterisk;

import io.centralita.call.handover.Briefing;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.Ari;

/// What every call of a channel shares.
///
/// @param transports those that may be tried, the best first
/// @param sentences that are said without an engine
record Surroundings(
        AsteriskSettings settings,
        Ari ari,
        TransportChoice transports,
        CallIntake intake,
        Sentences sentences,
        Briefing briefing,
        Recorder recorder,
        CallRoster roster,
        Ids ids,
        Broom broom,
        Time time,
        ChannelMetrics metrics) {}
