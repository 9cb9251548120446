package io.centralita.channel.caller;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A message from the switchboard, taken as strictly as Twilio takes it: exactly the keys of its
/// event, the right stream, and nothing else.
sealed interface ServerMessage {
    record Media(byte[] audio) implements ServerMessage {}

    record Mark(String name) implements ServerMessage {}

    record Clear() implements ServerMessage {}

    /// @param fault what Twilio would report as 31951
    record Invalid(String fault) implements ServerMessage {}

    static ServerMessage read(String json, String streamSid) {
        try (var parser = Reader.JSON.createParser(json)) {
            return new Reader(parser).read(streamSid);
        } catch (IOException e) {
            return new Invalid("not valid JSON");
        }
    }

    /// Collects the fields of one message, then judges.
    final class Reader {
        private static final JsonFactory JSON = new JsonFactory();

        private final JsonParser parser;
        private @Nullable String fault;
        private @Nullable String event;
        private @Nullable String streamSid;
        private @Nullable String name;
        private byte @Nullable [] audio;

        private Reader(JsonParser parser) {
            this.parser = parser;
        }

        private ServerMessage read(String wantedSid) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Invalid("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser.currentName());
            }
            if (parser.nextToken() != null) {
                return new Invalid("more than one value");
            }
            return judge(wantedSid);
        }

        private void field(String key) throws IOException {
            parser.nextToken();
            switch (key) {
                case "event" -> event = text(key);
                case "streamSid" -> streamSid = text(key);
                case "media" -> inner(key, "payload");
                case "mark" -> inner(key, "name");
                default -> extra(key);
            }
        }

        private void inner(String key, String only) throws IOException {
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                fault = key + " is not an object";
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String innerKey = parser.currentName();
                parser.nextToken();
                if (!innerKey.equals(only)) {
                    extra(key + "." + innerKey);
                } else if (innerKey.equals("name")) {
                    name = text(key + ".name");
                } else if (parser.hasToken(JsonToken.VALUE_STRING)) {
                    audio = parser.getBinaryValue();
                } else {
                    fault = "media.payload is not a string";
                }
            }
        }

        private @Nullable String text(String key) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                return parser.getText();
            }
            fault = key + " is not a string";
            parser.skipChildren();
            return null;
        }

        private void extra(String key) throws IOException {
            fault = "unexpected key " + key;
            parser.skipChildren();
        }

        private ServerMessage judge(String wantedSid) {
            if (fault != null) {
                return new Invalid(fault);
            }
            if (event == null) {
                return new Invalid("no event");
            }
            if (!wantedSid.equals(streamSid)) {
                return new Invalid("streamSid is not this stream's");
            }
            return switch (event) {
                case "media" ->
                        audio != null && name == null
                                ? new Media(audio)
                                : new Invalid("media must have media.payload and no more");
                case "mark" ->
                        name != null && audio == null
                                ? new Mark(name)
                                : new Invalid("mark must have mark.name and no more");
                case "clear" ->
                        audio == null && name == null
                                ? new Clear()
                                : new Invalid("clear has no further keys");
                default -> new Invalid("unknown event " + event);
            };
        }
    }
}
