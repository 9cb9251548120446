package io.centralita.channel.asterisk.ari;

import java.util.List;

/// Variables by which a media channel tells where its audio goes ("External Media and ARI", and
/// measured).
public final class MediaVariables {
    public static final String RTP_ADDRESS = "UNICASTRTP_LOCAL_ADDRESS";
    public static final String RTP_PORT = "UNICASTRTP_LOCAL_PORT";
    public static final String WEBSOCKET_ID = "MEDIA_WEBSOCKET_CONNECTION_ID";
    public static final String WEBSOCKET_FRAME = "MEDIA_WEBSOCKET_OPTIMAL_FRAME_SIZE";

    private MediaVariables() {}

    static List<String> of(ExternalMedia media) {
        return switch (media.transport()) {
            case "websocket" -> List.of(WEBSOCKET_ID, WEBSOCKET_FRAME);
            case "", "udp" -> List.of(RTP_ADDRESS, RTP_PORT);
            default -> List.of();
        };
    }
}
