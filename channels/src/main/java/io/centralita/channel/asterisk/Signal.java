package io.centralita.channel.asterisk;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.Reception;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.media.MediaLine;
import org.jspecify.annotations.Nullable;

/// What a call's thread is told.
sealed interface Signal {
    /// By Asterisk.
    record Told(AriEvent event) implements Signal {}

    /// By the switchboard: how the caller is received.
    record Received(Reception reception) implements Signal {}

    /// The switchboard could not say.
    record NotReceived(Throwable fault) implements Signal {}

    /// It has rung as long as it should.
    record Rung() implements Signal {}

    /// @param media id of its channel
    record LineReady(String media, MediaLine line) implements Signal {}

    record LineRefused(String media, @Nullable Throwable fault) implements Signal {}

    /// @param detail a transport's word
    record LineClosed(MediaLine line, boolean byCaller, String detail) implements Signal {}

    /// The switchboard has ended the call.
    record LegClosed(AsteriskLeg leg, CallEnd end) implements Signal {}

    /// Everything that was to be heard was heard.
    record Heard(MediaLine line) implements Signal {}

    /// What is said to a person is ready.
    record Briefed() implements Signal {}

    /// A key that only the line tells of.
    record LineDigit(MediaLine line, char digit) implements Signal {}
}
