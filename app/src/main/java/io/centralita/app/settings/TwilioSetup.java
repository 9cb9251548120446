package io.centralita.app.settings;

import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.twilio.TwilioSettings.Recording;
import io.centralita.channel.twilio.rest.RestSettings;
import org.jspecify.annotations.Nullable;

/// What an operator has at Twilio, and what of it is used.
///
/// @param authToken that webhooks are signed with; null where only this machine is served
/// @param rest the way to Twilio's REST API; null without credentials
public record TwilioSetup(
        @Nullable Secret authToken, @Nullable RestSettings rest, Recording recording) {
    public static final TwilioSetup NONE = new TwilioSetup(null, null, Recording.OFF);

    /// For calls from this machine to itself: nobody is asked, nothing signed.
    public TwilioSetup alone() {
        return NONE;
    }
}
