package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.record.RecordingListener;
import io.centralita.call.transfer.Target;
import io.centralita.channel.twilio.TwilioAccess;
import io.centralita.channel.twilio.TwilioSettings;
import io.centralita.channel.twilio.TwilioSettings.Features;
import io.centralita.channel.twilio.TwilioSettings.Limits;
import io.centralita.channel.twilio.TwilioSettings.Recording;
import io.centralita.channel.twilio.rest.TwilioRest;
import io.centralita.media.AudioFormat;
import java.util.Optional;
import java.util.Set;

/// What the Twilio channel of this house is made of.
final class TwilioParts {
    private TwilioParts() {}

    static TwilioSettings settings(Settings settings) {
        var twilio = settings.twilio();
        return new TwilioSettings(
                Optional.ofNullable(settings.http().publicUrl()),
                Optional.ofNullable(twilio.authToken()).map(Secret::value).stream().toList(),
                settings.calls().language(),
                Limits.DEFAULT,
                settings.calls().afterFailure(),
                new Features(true, twilio.recording()),
                Optional.ofNullable(settings.http().streamUrl()));
    }

    /// What is known of a caller's leg while it still rings.
    static LegPromise promise(Settings settings) {
        var twilio = settings.twilio();
        return new LegPromise(
                AudioFormat.PCMU_8K,
                Set.of(Target.Kind.NUMBER),
                twilio.rest() != null
                        && settings.http().publicUrl() != null
                        && twilio.recording() == Recording.ANNOUNCED,
                false);
    }

    /// A way to ask Twilio, where there are credentials; closed last.
    static TwilioAccess access(Settings settings, RecordingListener recordings, Closers closers) {
        var rest = settings.twilio().rest();
        return new TwilioAccess(
                rest == null
                        ? Optional.empty()
                        : Optional.of(closers.add("twilio rest", new TwilioRest(rest))),
                recordings);
    }
}
