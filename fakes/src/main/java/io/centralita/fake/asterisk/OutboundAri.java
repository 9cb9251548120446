package io.centralita.fake.asterisk;

import java.net.URI;
import java.time.Duration;

/// `type=outbound_websocket` of `ari.conf`: Asterisk goes to the application.
///
/// @param interval between two tries where nobody takes the connection
public record OutboundAri(
        URI uri, String application, String username, String password, Duration interval) {
    public static OutboundAri to(URI uri, String application) {
        return new OutboundAri(uri, application, "ariuser", "aripass", Duration.ofSeconds(2));
    }
}
