package io.centralita.channel.twilio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// Writes the messages that Twilio takes, with exactly its keys: an extra one is error 31951.
/// Confined to its stream's event loop.
final class StreamWriter {
    private static final byte[] TAIL = "\"}}".getBytes(ISO_8859_1);

    private final StreamSocket socket;
    private final int headLength;
    private final String markHead;
    private final byte[] clear;

    /// The head of a media message, then room for its payload.
    private byte[] media;

    /// @param streamSid letters and digits only, as [StreamMessage] checks
    StreamWriter(String streamSid, StreamSocket socket) {
        this.socket = socket;
        String stream = "\",\"streamSid\":\"" + streamSid + "\"";
        byte[] head =
                ("{\"event\":\"media" + stream + ",\"media\":{\"payload\":\"").getBytes(ISO_8859_1);
        headLength = head.length;
        media = Arrays.copyOf(head, headLength + Base64Text.encodedLength(160) + TAIL.length);
        markHead = "{\"event\":\"mark" + stream + ",\"mark\":{\"name\":\"";
        clear = ("{\"event\":\"clear" + stream + "}").getBytes(ISO_8859_1);
    }

    void media(byte[] audio) {
        int length = headLength + Base64Text.encodedLength(audio.length) + TAIL.length;
        if (length > media.length) {
            media = Arrays.copyOf(media, length);
        }
        int end = Base64Text.encode(audio, media, headLength);
        System.arraycopy(TAIL, 0, media, end, TAIL.length);
        socket.write(media, length);
    }

    /// @param name needs no escaping
    void mark(String name) {
        var message = (markHead + name + "\"}}").getBytes(ISO_8859_1);
        socket.write(message, message.length);
    }

    void clear() {
        socket.write(clear, clear.length);
    }
}
