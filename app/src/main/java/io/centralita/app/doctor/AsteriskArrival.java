package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.server.AsteriskPlaces;
import io.centralita.app.server.LocalAddress;
import io.centralita.app.settings.AsteriskKeys;
import io.centralita.app.settings.AsteriskSetup;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.ari.ListeningEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether an Asterisk comes to us that is not to be reached from here: only the server that it
/// comes to can say.
public final class AsteriskArrival {
    private final AsteriskSetup setup;
    private final int port;
    private final Messages messages;
    private final String application;
    private final @Nullable Boolean running;

    /// @param application our name there
    /// @param running whether the server that runs on this machine hears the Asterisk's events;
    ///   null where none runs
    public AsteriskArrival(
            Settings settings, Messages messages, String application, @Nullable Boolean running) {
        this.setup = settings.asterisk();
        this.port = settings.http().port();
        this.messages = messages;
        this.application = application;
        this.running = running;
    }

    public List<Check> checks() {
        return List.of(
                new Check(text("check.arrival"), this::arrival),
                new Check(text("check.address"), this::address));
    }

    private Finding arrival() {
        if (Boolean.TRUE.equals(running)) {
            return new Finding.Pass(text("arrived", application));
        }
        var remedy = text("remedy.arrival", application, "" + port, ListeningEvents.PATH);
        return running == null
                ? new Finding.Note(text("nobody-to-come-to") + " " + remedy)
                : new Finding.Fail(text("not-arrived", application), remedy);
    }

    /// Where its audio goes, it is told by us: what it needs is an address that it reaches.
    private Finding address() {
        var ours = AsteriskPlaces.of(setup).advertised();
        if (setup.transport() == Transport.WEBSOCKET) {
            return new Finding.Pass(text("address-unused", ours));
        }
        if (LocalAddress.isLoopback(ours)) {
            return new Finding.Note(
                    text("address-near", ours, AsteriskKeys.LOCAL_IP_ADDRESS.name()));
        }
        return LocalAddress.isOurs(ours)
                ? new Finding.Pass(text("address", ours))
                : new Finding.Note(text("address-foreign", ours));
    }

    private String text(String key, Object... arguments) {
        return messages.text("doctor.asterisk." + key, arguments);
    }
}
