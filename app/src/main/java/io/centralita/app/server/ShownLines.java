package io.centralita.app.server;

import io.centralita.app.settings.AsteriskSetup.Direct;
import io.centralita.app.settings.Settings;
import io.centralita.channel.realtime.RealtimeChannel;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.channel.webrtc.WebRtcChannel;
import io.centralita.console.house.House.Line;
import java.util.List;

/// How calls get here, as the settings have it.
final class ShownLines {
    private ShownLines() {}

    static List<Line> of(Settings settings) {
        return List.of(
                twilio(settings),
                asterisk(settings),
                new Line(WebRtcChannel.NAME, settings.webRtc().wanted(), false, ""),
                new Line("realtime", true, false, RealtimeChannel.SESSION_PATH));
    }

    private static Line twilio(Settings settings) {
        var url = settings.http().publicUrl();
        var webhook =
                url == null || settings.twilioAuthToken() == null
                        ? ""
                        : url.toString().replaceAll("/+$", "") + TwilioChannel.WEBHOOK_PATH;
        return new Line("twilio", !webhook.isEmpty(), true, webhook);
    }

    private static Line asterisk(Settings settings) {
        var setup = settings.asterisk();
        var ari = setup.ari();
        var address =
                ari != null
                        ? "Stasis(" + ari.application() + ")"
                        : setup.direct() == Direct.OFF ? "" : "AudioSocket() · Dial(WebSocket/…)";
        return new Line("asterisk", setup.isOn(), true, address);
    }
}
