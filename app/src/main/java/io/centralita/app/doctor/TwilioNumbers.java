package io.centralita.app.doctor;

import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.channel.twilio.rest.Resources.PhoneNumber;
import java.net.URI;
import java.util.Objects;

/// Where a number's calls have to go to come to this server.
///
/// @param voiceUrl of the webhook
/// @param statusUrl of the status callback
public record TwilioNumbers(URI voiceUrl, URI statusUrl) {
    /// @param settings with a public URL
    public static TwilioNumbers of(Settings settings) {
        var base = Objects.requireNonNull(settings.http().publicUrl());
        return new TwilioNumbers(
                OutsideProbe.under(base, TwilioChannel.WEBHOOK_PATH),
                OutsideProbe.under(base, TwilioChannel.STATUS_PATH));
    }

    boolean comesHere(PhoneNumber number) {
        return !number.diverted() && same(number.voiceUrl(), voiceUrl);
    }

    /// What becomes of a number's calls, in the operator's language.
    public String state(PhoneNumber number, Messages messages) {
        if (number.diverted()) {
            return messages.text("doctor.twilio.number.diverted");
        }
        if (number.voiceUrl().isEmpty()) {
            return messages.text("doctor.twilio.number.nowhere");
        }
        if (!same(number.voiceUrl(), voiceUrl)) {
            return messages.text("doctor.twilio.number.elsewhere", shown(number.voiceUrl()));
        }
        return messages.text(
                same(number.statusCallback(), statusUrl)
                        ? "doctor.twilio.number.here"
                        : "doctor.twilio.number.here-unreported");
    }

    /// Fragments are Twilio's own settings, a query goes along with the call.
    private static boolean same(String set, URI wanted) {
        return withoutQuery(set).equals(wanted.toString());
    }

    private static String withoutQuery(String url) {
        return url.replaceFirst("[?#].*", "");
    }

    /// Without what may be secret: Twilio takes a user with a password in URLs.
    private static String shown(String url) {
        return withoutQuery(url).replaceFirst("//[^/]*@", "//");
    }
}
