package io.centralita.app.doctor;

import io.centralita.app.settings.AsteriskSetup;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.ari.AriSettings.Events;

/// Connections to Asterisk's HTTP server that we may have at once: `sessionlimit` of `http.conf`
/// counts them all, of whatever kind, and beyond it closes new ones without a word
/// (asterisk-measured.md). Those that Asterisk opens do not count.
///
/// @param media WebSockets of calls
/// @param others requests and events
record AsteriskSessions(int media, int others) {
    /// `sessionlimit` where `http.conf` says nothing.
    private static final int DEFAULT = 100;

    /// Asterisk's console, a browser, a doctor.
    private static final int STRANGERS = 20;

    private static final int STEP = 50;

    /// @param transport that calls go by
    /// @param calls at once, at most
    static AsteriskSessions of(AsteriskSetup setup, String transport, int calls) {
        var ari = setup.ari();
        int media = transport.equals("websocket") && connects(setup) ? calls : 0;
        return new AsteriskSessions(media, ari == null ? 0 : others(ari));
    }

    private static boolean connects(AsteriskSetup setup) {
        return setup.media().websocketClient().isEmpty();
    }

    private static int others(AriSettings ari) {
        return ari.limits().connections() + (ari.events() == Events.CONNECT ? 1 : 0);
    }

    int all() {
        return media + others;
    }

    boolean fitsDefault() {
        return all() <= DEFAULT;
    }

    /// A round number, with some for others.
    int advised() {
        return (all() + STRANGERS + STEP - 1) / STEP * STEP;
    }
}
