package io.centralita.channel.twilio;

import io.centralita.call.record.RecordingListener;
import io.centralita.channel.twilio.rest.TwilioRest;
import java.util.Optional;

/// What the channel has beside the requests it gets: a way to ask Twilio, and who wants to know of
/// recordings.
///
/// @param rest stays the caller's to close, after the channel
public record TwilioAccess(Optional<TwilioRest> rest, RecordingListener recordings) {
    /// The channel can only answer.
    public static final TwilioAccess NONE =
            new TwilioAccess(Optional.empty(), RecordingListener.NONE);
}
