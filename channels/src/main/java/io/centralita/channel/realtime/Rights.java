package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/// What a peer may ask of its session, beyond what the protocol would let it.
public enum Rights {
    /// A web page: its visitor is a caller and nothing more. They speak and type, and say when
    /// their turns end; how the assistant behaves is not theirs to say.
    PAGE,
    /// A page of somebody who has logged in to the console: they try out how the assistant is told
    /// to behave, too.
    CONSOLE,
    /// A program with a key: all that the protocol has.
    CLIENT;

    private static final String UPDATE = "session.update";
    private static final Set<String> OF_INPUT =
            Set.of("turn_detection", "transcription", "noise_reduction");
    private static final Set<String> EVENTS =
            Set.of(
                    UPDATE,
                    "input_audio_buffer.append",
                    "input_audio_buffer.commit",
                    "input_audio_buffer.clear",
                    "conversation.item.create",
                    "conversation.item.retrieve",
                    "response.create",
                    "response.cancel",
                    "output_audio_buffer.clear",
                    "");

    /// @throws ProtocolError where the event is not this peer's to send
    void check(ClientEvent event) throws ProtocolError {
        if (this == CLIENT) {
            return;
        }
        var body = event.body();
        switch (event.type()) {
            case UPDATE -> session(body.path("session"));
            case "conversation.item.create" -> item(body.path("item"));
            case "response.create" ->
                    fields(body.path("response"), with(Set.of("metadata")), "response.");
            default -> {
                if (!EVENTS.contains(event.type())) {
                    throw forbidden("forbidden_event", "type");
                }
            }
        }
    }

    private void session(JsonNode session) throws ProtocolError {
        for (var field : session.properties()) {
            if (!field.getKey().equals("audio")) {
                field(field.getKey(), with(Set.of("type")), "session.");
            }
        }
        if (session.path("audio") instanceof ObjectNode audio) {
            fields(audio, Set.of("input"), "session.audio.");
            fields(audio.path("input"), OF_INPUT, "session.audio.input.");
        }
    }

    /// What any page may say, and what those of the console may say beside it.
    private Set<String> with(Set<String> any) {
        if (this == PAGE) {
            return any;
        }
        var all = new HashSet<>(any);
        all.add("instructions");
        return all;
    }

    /// A visitor types what they would otherwise say.
    private static void item(JsonNode item) throws ProtocolError {
        if (!"message".equals(item.path("type").asText())) {
            throw forbidden("forbidden_parameter", "item.type");
        }
        if (!"user".equals(item.path("role").asText())) {
            throw forbidden("forbidden_parameter", "item.role");
        }
        for (var part : item.path("content")) {
            if (!"input_text".equals(part.path("type").asText())) {
                throw forbidden("forbidden_parameter", "item.content");
            }
        }
    }

    private static void fields(JsonNode object, Set<String> allowed, String at)
            throws ProtocolError {
        for (var field : object.properties()) {
            field(field.getKey(), allowed, at);
        }
    }

    private static void field(String name, Set<String> allowed, String at) throws ProtocolError {
        if (!allowed.contains(name)) {
            throw forbidden("forbidden_parameter", at + name);
        }
    }

    private static ProtocolError forbidden(String code, String param) {
        return ProtocolError.request(
                code, param, "«%s» is not for a page to say.".formatted(param));
    }
}
