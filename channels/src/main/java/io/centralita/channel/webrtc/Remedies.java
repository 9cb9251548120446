package io.centralita.channel.webrtc;

import java.util.Optional;

/// What an operator reads beside the end of a call that went wrong, in the log.
final class Remedies {
    private Remedies() {}

    /// Empty where a call ended as calls do.
    static Optional<String> of(String reason) {
        return switch (reason) {
            case "not-connected" ->
                    Optional.of(
                            "no way through the network: open the UDP ports of WEBRTC_PORTS, set"
                                    + " WEBRTC_ADDRESS behind a translator, or TURN_URLS for"
                                    + " networks that let no UDP through");
            case "no-data-channel" ->
                    Optional.of(
                            "audio is connected and the data channel is not: the page has to open"
                                    + " one of the name oai-events before its offer, and nothing on"
                                    + " the way may block DTLS data");
            case "connection-lost" ->
                    Optional.of("the browser's network went away and did not come back");
            case "peer-stalled" -> Optional.of("the page takes nothing from its data channel");
            case "listener-stalled" -> Optional.of("this machine is overloaded: fewer calls");
            case "broken" -> Optional.of("the WebRTC library failed: doctor webrtc");
            default -> Optional.empty();
        };
    }
}
