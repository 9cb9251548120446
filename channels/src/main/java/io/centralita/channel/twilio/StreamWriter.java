package io.centralita.channel.twilio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// Writes the messages that Twilio takes, with exactly its keys: an extra one is error 31951.
/// Confined to its stream's event loop.
final class StreamWriter {
    private static final String TAIL = "\"}}";

    private final byte[] tail = TAIL.getBytes(ISO_8859_1);
    private final int headLength;
    private final String markHead;
    private final String clear;

    /// The head of a media message, then room for its payload.
    private byte[] media;

    /// @param streamSid letters and digits only, as [StreamMessage] checks
    StreamWriter(String streamSid) {
        String stream = "\",\"streamSid\":\"" + streamSid + "\"";
        byte[] head =
                ("{\"event\":\"media" + stream + ",\"media\":{\"payload\":\"").getBytes(ISO_8859_1);
        headLength = head.length;
        media = Arrays.copyOf(head, headLength + Base64Text.encodedLength(160) + 3);
        markHead = "{\"event\":\"mark" + stream + ",\"mark\":{\"name\":\"";
        clear = "{\"event\":\"clear" + stream + "}";
    }

    String media(byte[] audio) {
        int length = headLength + Base64Text.encodedLength(audio.length) + tail.length;
        if (length > media.length) {
            media = Arrays.copyOf(media, length);
        }
        int end = Base64Text.encode(audio, media, headLength);
        System.arraycopy(tail, 0, media, end, tail.length);
        return new String(media, 0, length, ISO_8859_1);
    }

    /// @param name needs no escaping
    String mark(String name) {
        return markHead + name + TAIL;
    }

    String clear() {
        return clear;
    }
}
