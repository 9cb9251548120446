package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Ask;
import io.centralita.channel.realtime.Response.End;
import io.centralita.channel.realtime.Responses.Wanted;
import org.jspecify.annotations.Nullable;

/// What a peer asks of responses. Confined to the session's event loop.
final class ResponseRequests {
    /// Schema `Metadata`: 16 pairs, names of 64 and values of 512 characters.
    private static final int MOST_METADATA = 16;

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_VALUE = 512;

    private final Responses responses;
    private final RealtimeSession session;
    private boolean overridden;

    ResponseRequests(Responses responses, RealtimeSession session) {
        this.responses = responses;
        this.session = session;
    }

    void create(ClientEvent event) throws ProtocolError {
        var wishes = event.body().has("response") ? event.object("response").deepCopy() : null;
        var active = responses.activeId();
        if (active.isPresent()) {
            throw ProtocolError.request(
                    "conversation_already_has_active_response",
                    null,
                    "Response %s is under way: wait for its end, or cancel it."
                            .formatted(active.get()));
        }
        if (wishes == null) {
            wish(new Wanted(session.config(), null), "");
            return;
        }
        refuseOutOfBand(wishes);
        var metadata = metadata(wishes.remove("metadata"));
        var instructions = wishes.path("instructions").asText("");
        var config = SessionUpdate.forResponse(session.config(), wishes);
        if (config.output() != session.config().output()) {
            throw ProtocolError.value(
                    "response.audio.output.format",
                    "The format of audio changes with the session, not for one response.");
        }
        wishes.remove("instructions");
        if (!wishes.isEmpty()) {
            overridden = true;
            session.call().configure(config);
        }
        wish(new Wanted(config, metadata), instructions);
    }

    void cancel(ClientEvent event) throws ProtocolError {
        var wanted = event.body().path("response_id").asText("");
        var active = responses.activeId();
        if (active.isEmpty() || !(wanted.isEmpty() || wanted.equals(active.get()))) {
            throw ProtocolError.request(
                    "response_cancel_not_active", null, "No such response is under way.");
        }
        responses.cancel(End.CLIENT_CANCELLED);
        session.call().ask(new Ask.Cancel());
    }

    /// The peer of a track does not want to hear the rest: nobody but us can stop it.
    void clearOutput() throws ProtocolError {
        if (session.way() == AudioWay.EVENTS) {
            throw ProtocolError.value(
                    "type", "Over a WebSocket the peer has the output buffer itself.");
        }
        if (responses.activeId().isPresent()) {
            responses.cancel(End.CLIENT_CANCELLED);
        }
        session.call().ask(new Ask.Cancel());
    }

    /// Whether the response that is over had a configuration of its own; asked once.
    boolean overridden() {
        var was = overridden;
        overridden = false;
        return was;
    }

    private void wish(Wanted wanted, String instructions) {
        responses.want(wanted);
        session.call().ask(new Ask.Respond(instructions));
    }

    private static void refuseOutOfBand(ObjectNode wishes) throws ProtocolError {
        var conversation = wishes.remove("conversation");
        if (conversation != null && !"auto".equals(conversation.asText())) {
            throw ProtocolError.value(
                    "response.conversation",
                    "Responses outside the conversation are not served, only «auto».");
        }
        if (wishes.remove("input") != null) {
            throw ProtocolError.value(
                    "response.input", "Responses to anything but the conversation are not served.");
        }
    }

    private static @Nullable ObjectNode metadata(@Nullable JsonNode given) throws ProtocolError {
        if (given == null || given.isNull()) {
            return null;
        }
        if (!(given instanceof ObjectNode metadata) || metadata.size() > MOST_METADATA) {
            throw ProtocolError.value(
                    "response.metadata",
                    "Metadata is an object of %d pairs at most.".formatted(MOST_METADATA));
        }
        for (var pair : metadata.properties()) {
            if (pair.getKey().length() > LONGEST_NAME
                    || !pair.getValue().isTextual()
                    || pair.getValue().asText().length() > LONGEST_VALUE) {
                throw ProtocolError.value(
                        "response.metadata." + pair.getKey(),
                        "Names have %d characters at most, values are strings of %d at most."
                                .formatted(LONGEST_NAME, LONGEST_VALUE));
            }
        }
        return metadata;
    }
}
