package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.tool.ToolCall;
import io.centralita.channel.realtime.Response.End;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Tells the peer what the engine says of itself. Confined to the session's event loop.
final class EngineFacts {
    /// Speech is found this long after it began, at the latest that counts.
    private static final long FOUND_AFTER_MS = 100;

    /// A caller's turn whose text is awaited.
    private record Turn(ObjectNode item, long ms) {}

    private final Outbox out;
    private final Items items;
    private final Responses responses;
    private final ClientTools tools;
    private final RealtimeSession session;
    private final ArrayDeque<Turn> turns = new ArrayDeque<>();

    /// What was typed and will come back as said.
    private final ArrayDeque<String> typed = new ArrayDeque<>();

    private @Nullable String speaking;
    private long speechStartMs;
    private long lastEndMs;

    EngineFacts(
            Outbox out,
            Items items,
            Responses responses,
            ClientTools tools,
            RealtimeSession session) {
        this.out = out;
        this.items = items;
        this.responses = responses;
        this.tools = tools;
        this.session = session;
    }

    void on(EngineEvent event) {
        switch (event) {
            case EngineEvent.CallerSpeechStarted() -> speechStarted();
            case EngineEvent.CallerSpeechEnded(var silence) -> speechEnded(silence);
            case EngineEvent.CallerSaid(var text) -> said(text);
            case EngineEvent.ReplyStarted() -> responses.started();
            case EngineEvent.AssistantSaid(var utterance, var text) ->
                    responses.said(utterance, text);
            case EngineEvent.ToolRequested(var call) -> called(call);
            case EngineEvent.Used(var usage) -> responses.used(usage);
            case EngineEvent.ReplyFinished() -> responses.finished();
            case EngineEvent.Failed(var failure) -> failed(failure);
            case EngineEvent.Ready _, EngineEvent.Farewell _, EngineEvent.TakenOver _ -> {}
        }
    }

    /// The peer hears of a message that it typed itself in another way.
    void typed(String text) {
        typed.add(text);
    }

    boolean callerSpeaks() {
        return speaking != null;
    }

    /// The peer takes back what the caller is saying.
    void forgotten() {
        speaking = null;
    }

    /// A turn of the caller's is complete, and becomes an item.
    void committed(String itemId, long ms) {
        var item = Items.spoken(itemId);
        var before = items.append(item);
        out.send(
                out.event("input_audio_buffer.committed")
                        .put("item_id", itemId)
                        .put("previous_item_id", before));
        session.announce(item, before);
        awaits(item, ms);
    }

    /// The text of this item of the caller's speech will come.
    void awaits(ObjectNode item, long ms) {
        turns.add(new Turn(item, ms));
    }

    /// Where the engine found the speech is not told: it is reckoned from what has been appended.
    private void speechStarted() {
        var item = Ids.item();
        speaking = item;
        long found =
                session.call().appendedMs() - FOUND_AFTER_MS - session.config().prefixPaddingMs();
        speechStartMs = Math.max(lastEndMs, found);
        out.send(
                out.event("input_audio_buffer.speech_started")
                        .put("audio_start_ms", speechStartMs)
                        .put("item_id", item));
        if (session.config().interruptsResponses()) {
            responses.cancel(End.TURN_DETECTED);
        }
    }

    private void speechEnded(Duration silence) {
        session.call().turnEnded();
        var item = speaking;
        if (item == null) {
            return; // the peer ended it, and knows
        }
        speaking = null;
        lastEndMs = Math.max(speechStartMs, session.call().appendedMs() - silence.toMillis());
        out.send(
                out.event("input_audio_buffer.speech_stopped")
                        .put("audio_end_ms", lastEndMs)
                        .put("item_id", item));
        committed(item, lastEndMs - speechStartMs);
    }

    private void said(String text) {
        if (text.equals(typed.peek())) {
            typed.remove();
            return;
        }
        var turn = turns.poll();
        if (turn == null) {
            return;
        }
        if (turn.item().at("/content/0") instanceof ObjectNode content) {
            content.put("transcript", text);
        }
        if (session.config().transcribes()) {
            var event =
                    out.event("conversation.item.input_audio_transcription.completed")
                            .put("item_id", turn.item().path("id").asText())
                            .put("content_index", 0)
                            .put("transcript", text);
            event.putObject("usage").put("type", "duration").put("seconds", turn.ms() / 1_000.0);
            out.send(event);
        }
    }

    private void called(ToolCall call) {
        if (tools.declares(call.name())) {
            tools.asked(call);
            responses.called(call, () -> tools.giveUp(call));
        } else if (session.rights() != Rights.CLIENT) {
            lookingUp(call);
        }
    }

    /// A page shows that something is looked up, and what it is called; what is asked and found is
    /// between the assistant and the tool.
    private void lookingUp(ToolCall call) {
        var item = Items.functionCall(Ids.item(), "completed", call.id(), call.name(), "{}");
        session.announce(item, items.append(item));
    }

    /// A tool of the switchboard's has come to its end.
    void toolEnded(String callId, String outcome) {
        if (session.rights() != Rights.CLIENT
                && items.hasCall(callId)
                && !items.hasOutput(callId)) {
            var item =
                    Items.item(Ids.item(), "function_call_output", "completed")
                            .put("call_id", callId)
                            .put("output", outcome);
            session.announce(item, items.append(item));
        }
    }

    private void failed(EngineFailure failure) {
        var code =
                switch (failure) {
                    case EngineFailure.Unreachable _ -> "engine_unreachable";
                    case EngineFailure.RateLimited _ -> "rate_limit_exceeded";
                    case EngineFailure.Rejected _ -> "engine_rejected";
                    case EngineFailure.Broken _ -> "engine_failed";
                };
        responses.failed(code);
        out.error(
                new ProtocolError(
                        ProtocolError.SERVER,
                        code,
                        null,
                        "The engine that served this session failed; the session ends."),
                null);
    }
}
