package io.centralita.channel.asterisk.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads what Asterisk says, in JSON or in plain text. Unknown events and keys are let pass, and
/// digits that no telephone has; a key that is missing is empty. Confined to a connection's event
/// loop.
final class MediaEvents {
    /// Longest text of a key or value, in characters: no variable of a dial plan ends a call.
    private static final int LONGEST = 65_536;

    private static final String DIGITS = "0123456789*#ABCD";

    /// An id of Asterisk's is at most 150 bytes long.
    private static final int LONGEST_ID = 150;

    private static final int MOST_VARIABLES = 200;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(8)
                                    .maxStringLength(LONGEST)
                                    .maxNameLength(LONGEST)
                                    .maxNumberLength(30)
                                    .build())
                    .build();

    private String event = "";
    private String channelId = "";
    private String format = "";
    private String digit = "";
    private String correlationId = "";
    private String error = "";
    private int frameBytes;
    private int ptimeMs;
    private int queueLength;
    private int xonLevel;
    private final Map<String, String> variables = new HashMap<>();

    /// @throws MalformedMedia for what is neither a JSON object nor an event in plain text, and a
    ///   MEDIA_START without a channel
    MediaEvent read(byte[] utf8, int length) throws MalformedMedia {
        if (isPlain(utf8, length)) {
            return PlainEvents.read(new String(utf8, 0, length, UTF_8));
        }
        forget();
        try (var parser = JSON.createParser(utf8, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedMedia("not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, parser.currentName());
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new MalformedMedia("more than one JSON object");
            }
        } catch (IOException _) {
            throw new MalformedMedia("not JSON");
        }
        return event();
    }

    /// Whether a message is in plain text.
    static boolean isPlain(byte[] utf8, int length) {
        return length == 0 || utf8[0] != '{';
    }

    private void forget() {
        event = "";
        channelId = "";
        format = "";
        digit = "";
        correlationId = "";
        error = "";
        frameBytes = 0;
        ptimeMs = 0;
        queueLength = 0;
        xonLevel = 0;
        variables.clear();
    }

    private void field(JsonParser parser, String name) throws IOException {
        var value = parser.nextToken();
        switch (name) {
            case "event" -> event = text(parser);
            case "channel_id" -> channelId = text(parser);
            case "format" -> format = text(parser);
            case "digit" -> digit = text(parser);
            case "correlation_id" -> correlationId = text(parser);
            case "error_text" -> error = text(parser);
            case "optimal_frame_size" -> frameBytes = parser.getValueAsInt();
            case "ptime" -> ptimeMs = parser.getValueAsInt();
            case "queue_length" -> queueLength = parser.getValueAsInt();
            case "xon_level" -> xonLevel = parser.getValueAsInt();
            case "channel_variables" -> {
                if (value == JsonToken.START_OBJECT) {
                    variables(parser);
                }
            }
            default -> {}
        }
        parser.skipChildren();
    }

    private void variables(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            if (variables.size() < MOST_VARIABLES) {
                variables.put(name, text(parser));
            }
            parser.skipChildren();
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.currentToken().isScalarValue() ? parser.getValueAsString("") : "";
    }

    private MediaEvent event() throws MalformedMedia {
        return switch (event) {
            case "MEDIA_START" -> start(channelId, format, frameBytes, ptimeMs, variables);
            case "DTMF_END" -> digit(digit);
            case "MEDIA_MARK_PROCESSED" -> new MediaEvent.MarkProcessed(correlationId);
            case "MEDIA_XOFF" -> new MediaEvent.Xoff();
            case "MEDIA_XON" -> new MediaEvent.Xon();
            case "STATUS" -> new MediaEvent.Status(Math.max(0, queueLength), xonLevel);
            case "ERROR" -> new MediaEvent.Failed(error);
            default -> new MediaEvent.Other();
        };
    }

    static MediaEvent start(
            String channelId,
            String format,
            int frameBytes,
            int ptimeMs,
            Map<String, String> variables)
            throws MalformedMedia {
        if (channelId.isEmpty() || channelId.length() > LONGEST_ID) {
            throw new MalformedMedia("MEDIA_START without a channel");
        }
        return new MediaEvent.Start(channelId, format, frameBytes, ptimeMs, variables);
    }

    static MediaEvent digit(String digit) {
        return digit.length() == 1 && DIGITS.contains(digit.toUpperCase(Locale.ROOT))
                ? new MediaEvent.Digit(Character.toUpperCase(digit.charAt(0)))
                : new MediaEvent.Other();
    }
}
