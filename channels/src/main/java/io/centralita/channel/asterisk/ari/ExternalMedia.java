package io.centralita.channel.asterisk.ari;

import java.util.Map;
import java.util.Optional;

/// What `POST /channels/externalMedia` is asked for, apart from application and channel id.
///
/// @param format Asterisk's name of it: `ulaw`, `slin16` …
/// @param externalHost `host:port`, or the name of a `websocket_client`, or `INCOMING`
/// @param encapsulation `rtp`, `audiosocket` or `none`
/// @param transport `udp`, `tcp` or `websocket`
/// @param connectionType `client` or `server`
/// @param data a UUID for AudioSocket
/// @param transportData dial options of a WebSocket, `f(json)` for example
/// @param variables set on the media channel
public record ExternalMedia(
        String format,
        String externalHost,
        String encapsulation,
        String transport,
        String connectionType,
        Optional<String> data,
        Optional<String> transportData,
        Map<String, String> variables) {
    public ExternalMedia {
        variables = Map.copyOf(variables);
    }
}
