package io.centralita.channel.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The message being read from one media stream. Read into again and again, so that a frame of
/// audio costs no tree and no text: what a getter returns is good until the next message, and only
/// for the events that carry it. Unknown fields are skipped; missing ones make the message
/// malformed. Confined to its stream's event loop.
final class StreamMessage {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final byte[] NO_AUDIO = {};
    private static final int MAX_PARAMETERS = 100;

    private final PlainMedia plain = new PlainMedia();
    private Event event = Event.UNKNOWN;
    private @Nullable String streamSid;
    private @Nullable Start start;
    private boolean inbound;
    private long chunk;
    private long timestampMs;
    private byte @Nullable [] audio;
    private char digit;
    private @Nullable String markName;
    private boolean eventSeen;

    /// The sid of the stream as last read: comparing with it saves making it again.
    private String lastSid = "";

    Event event() {
        return event;
    }

    boolean isForStream(String sid) {
        return event == Event.UNKNOWN || sid.equals(streamSid);
    }

    Start start() {
        return required(start);
    }

    boolean isInbound() {
        return inbound;
    }

    /// Counts from 1 on each track.
    long chunk() {
        return chunk;
    }

    /// Milliseconds since the start of the stream.
    long timestampMs() {
        return timestampMs;
    }

    /// As Base64 text, checked.
    byte[] audio() {
        return audio == null ? NO_AUDIO : audio;
    }

    /// Bytes that the audio takes once decoded.
    int audioBytes() {
        return Base64Text.decodedLength(audio());
    }

    char digit() {
        return digit;
    }

    String markName() {
        return required(markName);
    }

    /// Reads one message in place of the last.
    void read(byte[] json, int length) throws MalformedMessage {
        forget();
        if (plain.read(json, length)) {
            takePlain();
            return;
        }
        try (var parser = JSON.createParser(json, 0, length)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "not an object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser);
            }
            require(parser.nextToken() == null, "more than one value");
        } catch (IOException e) {
            throw new MalformedMessage("not JSON");
        }
        check();
    }

    private void takePlain() throws MalformedMessage {
        event = Event.MEDIA;
        if (!plain.isForStream(lastSid)) {
            lastSid = plain.streamSid();
        }
        streamSid = lastSid;
        inbound = plain.isInbound();
        chunk = plain.chunk();
        timestampMs = plain.timestampMs();
        audio = plain.payload();
    }

    private void field(JsonParser parser) throws IOException, MalformedMessage {
        String name = parser.currentName();
        var token = parser.nextToken();
        switch (name) {
            case "event" -> {
                require(token == JsonToken.VALUE_STRING, "event");
                event = Event.of(parser);
                eventSeen = true;
            }
            case "streamSid" -> streamSid = sid(parser);
            case "start" -> start = readStart(parser);
            case "media", "dtmf", "mark" -> {
                require(token == JsonToken.START_OBJECT, name);
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    innerField(parser);
                }
            }
            default -> parser.skipChildren();
        }
    }

    private void innerField(JsonParser parser) throws IOException, MalformedMessage {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
            case "track" -> inbound = is(parser, "inbound") || is(parser, "inbound_track");
            case "chunk" -> chunk = number(parser, name);
            case "timestamp" -> timestampMs = number(parser, name);
            case "payload" -> {
                require(parser.hasToken(JsonToken.VALUE_STRING), name);
                byte[] text = parser.getText().getBytes(UTF_8);
                audio = Base64Text.checked(text, 0, text.length);
            }
            case "digit" -> {
                String text = text(parser, name);
                require(text.length() == 1 && "0123456789*#ABCD".contains(text), name);
                digit = text.charAt(0);
            }
            case "name" -> markName = text(parser, name);
            default -> parser.skipChildren();
        }
    }

    private Start readStart(JsonParser parser) throws IOException, MalformedMessage {
        require(parser.hasToken(JsonToken.START_OBJECT), "start");
        String callSid = "";
        String ownSid = "";
        var format = new MediaFormat("", 0, 0);
        Map<String, String> parameters = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "callSid" -> callSid = text(parser, name);
                case "streamSid" -> ownSid = text(parser, name);
                case "mediaFormat" -> format = readFormat(parser);
                case "customParameters" -> parameters = readParameters(parser);
                default -> parser.skipChildren();
            }
        }
        require(SID.matcher(callSid).matches(), "start.callSid");
        require(SID.matcher(ownSid).matches(), "start.streamSid");
        return new Start(callSid, ownSid, format, parameters);
    }

    private static MediaFormat readFormat(JsonParser parser) throws IOException, MalformedMessage {
        require(parser.hasToken(JsonToken.START_OBJECT), "mediaFormat");
        String encoding = "";
        long sampleRate = 0;
        long channels = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "encoding" -> encoding = text(parser, name);
                case "sampleRate" -> sampleRate = number(parser, name);
                case "channels" -> channels = number(parser, name);
                default -> parser.skipChildren();
            }
        }
        return new MediaFormat(encoding, sampleRate, channels);
    }

    private static Map<String, String> readParameters(JsonParser parser)
            throws IOException, MalformedMessage {
        require(parser.hasToken(JsonToken.START_OBJECT), "customParameters");
        var parameters = new HashMap<String, String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            parameters.put(name, text(parser, "customParameters"));
            require(parameters.size() <= MAX_PARAMETERS, "customParameters");
        }
        return parameters;
    }

    private void check() throws MalformedMessage {
        require(eventSeen, "no event");
        switch (event) {
            case CONNECTED, UNKNOWN -> {}
            case START -> {
                require(start != null, "no start");
                require(isForStream(start().streamSid()), "two stream sids");
            }
            case MEDIA -> require(audio != null && chunk > 0 && timestampMs >= 0, "media");
            case DTMF -> require(digit != 0, "dtmf");
            case MARK -> require(markName != null, "mark");
            case STOP -> {}
        }
    }

    private void forget() {
        event = Event.UNKNOWN;
        eventSeen = false;
        streamSid = null;
        start = null;
        inbound = true;
        chunk = 0;
        timestampMs = -1;
        audio = null;
        digit = 0;
        markName = null;
    }

    private String sid(JsonParser parser) throws IOException, MalformedMessage {
        require(parser.hasToken(JsonToken.VALUE_STRING), "streamSid");
        if (!is(parser, lastSid)) {
            lastSid = parser.getText();
        }
        return lastSid;
    }

    /// Twilio writes its numbers as strings.
    private static long number(JsonParser parser, String name)
            throws IOException, MalformedMessage {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return parser.getLongValue();
        }
        require(parser.hasToken(JsonToken.VALUE_STRING), name);
        int length = parser.getTextLength();
        require(length > 0 && length <= 18, name);
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = text[offset + i] - '0';
            require(digit >= 0 && digit <= 9, name);
            value = 10 * value + digit;
        }
        return value;
    }

    private static String text(JsonParser parser, String name)
            throws IOException, MalformedMessage {
        require(parser.hasToken(JsonToken.VALUE_STRING), name);
        return parser.getText();
    }

    private static boolean is(JsonParser parser, String wanted) throws IOException {
        int length = wanted.length();
        if (!parser.hasToken(JsonToken.VALUE_STRING) || parser.getTextLength() != length) {
            return false;
        }
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = 0; i < length; i++) {
            if (text[offset + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean right, String fault) throws MalformedMessage {
        if (!right) {
            throw new MalformedMessage(fault);
        }
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the message does not carry this");
        }
        return value;
    }

    enum Event {
        CONNECTED("connected"),
        START("start"),
        MEDIA("media"),
        DTMF("dtmf"),
        MARK("mark"),
        STOP("stop"),
        UNKNOWN("");

        private static final Event[] ALL = values();
        private final String wire;

        Event(String wire) {
            this.wire = wire;
        }

        private static Event of(JsonParser parser) throws IOException {
            for (var event : ALL) {
                if (is(parser, event.wire)) {
                    return event;
                }
            }
            return UNKNOWN;
        }
    }

    record MediaFormat(String encoding, long sampleRateHz, long channels) {}

    /// What `start` says.
    record Start(
            String callSid, String streamSid, MediaFormat format, Map<String, String> parameters) {
        static final MediaFormat MU_LAW_8K = new MediaFormat("audio/x-mulaw", 8_000, 1);
    }
}
