package io.centralita.app.server;

import io.centralita.channel.asterisk.ari.AriEvents.Status;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.ari.AriSettings.Events;
import java.net.URI;
import java.util.Optional;

/// Why no caller can come from an Asterisk, for whoever asks whether we are ready.
final class AsteriskTrouble {
    private AsteriskTrouble() {}

    /// Empty where its events are heard.
    static Optional<String> of(Status status, AriSettings ari) {
        return switch (status.state()) {
            case CONNECTED -> Optional.empty();
            case AWAITED ->
                    Optional.of(
                            ari.events() == Events.LISTEN
                                    ? "Asterisk has not connected to us yet"
                                    : ari.base() + " does not answer yet");
            case LOST ->
                    Optional.of(
                            "no events from "
                                    + ari.url().map(URI::toString).orElse("Asterisk")
                                    + " since "
                                    + status.since());
            case REPLACED ->
                    Optional.of(
                            "another process listens as the application "
                                    + ari.application()
                                    + " since "
                                    + status.since());
            case CLOSED -> Optional.of("closing");
        };
    }
}
