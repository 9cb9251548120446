package io.centralita.app.settings;

import io.centralita.app.settings.Settings.Secret;
import io.centralita.call.transfer.Destination;
import io.centralita.channel.twilio.TwilioSettings.Recording;
import io.centralita.channel.twilio.rest.RestSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator has at Twilio, and what of it is used.
///
/// @param authToken that webhooks are signed with; null where only this machine is served
/// @param rest the way to Twilio's REST API; null without credentials
/// @param destinations whom callers can be put through to
public record TwilioSetup(
        @Nullable Secret authToken,
        @Nullable RestSettings rest,
        List<Destination> destinations,
        Recording recording) {
    public static final TwilioSetup NONE = new TwilioSetup(null, null, List.of(), Recording.OFF);

    public TwilioSetup {
        destinations = List.copyOf(destinations);
    }

    /// For calls from this machine to itself: nobody is asked, nothing signed.
    public TwilioSetup alone() {
        return new TwilioSetup(null, null, destinations, Recording.OFF);
    }
}
