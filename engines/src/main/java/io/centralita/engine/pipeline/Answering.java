package io.centralita.engine.pipeline;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatModel.ChatException;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's answers: finds out what was said, lets the [Conversation] decide what is due, and
/// carries that out.
///
/// Confined to the answering thread; what stops it comes through the [Floor].
final class Answering {
    private static final Logger log = LoggerFactory.getLogger(Answering.class);

    private final EngineListener events;
    private final Floor floor;
    private final Recognising recognising;
    private final Speaking speaking;
    private final Conversation conversation;
    private final Supplier<List<Work.ToolFinished>> results;

    /// When the caller's last speech ended, until it is answered.
    private @Nullable Long speechEndedAt;

    /// @param results of tools that have come in meanwhile
    Answering(
            PipelineParts parts,
            PipelineSettings settings,
            SessionSettings call,
            EngineListener events,
            SpeechOut out,
            Floor floor,
            Time time,
            Supplier<List<Work.ToolFinished>> results) {
        this.events = events;
        this.results = results;
        this.floor = floor;
        this.recognising = new Recognising(events, floor, time, settings.recognitionDeadline());
        this.speaking = new Speaking(parts, settings, call, events, out, floor, time);
        long salt = 31 * time.nanoTime() + call.callId().hashCode();
        this.conversation =
                new Conversation(call, settings.history(), Remarks.in(call.language())::of, salt);
    }

    /// Does one thing, and answers where an answer is due.
    ///
    /// @return why the session cannot go on, empty where it can
    Optional<EngineFailure> on(Work work) throws InterruptedException {
        try {
            take(work);
            // Nobody is told of a tool that runs while its result lies here.
            for (var result : results.get()) {
                conversation.toolFinished(result.toolCallId(), result.output());
            }
            conversation
                    .requests()
                    .forEach(asked -> events.on(new EngineEvent.ToolRequested(asked)));
            answer();
            return Optional.empty();
        } catch (RecognitionException e) {
            return Optional.of(new EngineFailure.Broken("recogniser", e));
        } catch (SynthesisException e) {
            return Optional.of(new EngineFailure.Broken("synthesiser", e));
        } catch (ChatException e) {
            return Optional.of(e.failure());
        } catch (PartFault fault) {
            return Optional.of(fault.failure());
        } finally {
            floor.end();
        }
    }

    private void take(Work work) throws RecognitionException, InterruptedException {
        switch (work) {
            case Work.Greet() -> {
                if (!conversation.greet()) {
                    events.on(new EngineEvent.ReplyFinished());
                }
            }
            case Work.Recognise(var turn) -> recognising.recognise(turn);
            case Work.Answer answer -> callerSaid(answer);
            case Work.ToolFinished(var id, var output) -> conversation.toolFinished(id, output);
            case Work.Interrupted(var utterance, var heard) -> interrupted(utterance, heard);
            case Work.Asked(var ask) -> asked(ask);
            case Work.SwitchboardSaid(var text) -> conversation.switchboardSaid(text);
        }
    }

    private void asked(Ask ask) {
        switch (ask) {
            case Ask.Add(var entry) -> {
                if (entry instanceof HistoryEntry.CallerSaid(var text)) {
                    events.on(new EngineEvent.CallerSaid(text));
                }
                conversation.add(entry);
            }
            case Ask.Respond(var once) -> conversation.respond(once);
            case Ask.Configure(var other) -> conversation.configure(other);
            case Ask.Cancel _ -> {
                floor.cancellationTaken();
                if (conversation.cancelAnswer()) {
                    events.on(new EngineEvent.ReplyFinished());
                }
            }
            case Ask.EndTurn _, Ask.ClearTurn _, Ask.Heard _ -> {} // the hearing thread's
        }
    }

    private void callerSaid(Work.Answer said) throws RecognitionException, InterruptedException {
        speechEndedAt = said.at() - said.silence().toNanos();
        if (said.hasFloor()) {
            floor.callerEnded();
        }
        var transcript = recognising.recognise(said.turn()).orElse(Transcript.NOT_UNDERSTOOD);
        events.on(new EngineEvent.CallerSaid(transcript.text()));
        if (transcript.understood()) {
            conversation.callerSaid(transcript.text());
        } else {
            conversation.callerNotUnderstood();
        }
    }

    private void interrupted(long utterance, Duration heard) {
        var words = speaking.words(utterance);
        if (words != null) {
            conversation.interrupted(utterance, _ -> words.until(heard));
        }
    }

    private void answer() throws ChatException, SynthesisException, InterruptedException {
        if (!conversation.isDue() || !floor.beginReply()) {
            return; // a caller who speaks now ends a turn later, which brings us here again
        }
        switch (conversation.take()) {
            case Due.Say(var sentence) -> say(sentence);
            case Due.Compose(var request) -> compose(request);
            case Due.Nothing() -> {}
        }
    }

    private void say(Sentence sentence)
            throws ChatException, SynthesisException, InterruptedException {
        var reply = speaking.begin(conversation.conduct());
        boolean whole = speaking.say(reply, sentence.text());
        var speaker = reply.speaker();
        conversation.said(sentence, speaker.heard().whole(), speaker.utterance());
        finished(whole, reply);
    }

    private void compose(ChatModel.Request request)
            throws ChatException, SynthesisException, InterruptedException {
        var reply = speaking.begin(conversation.conduct());
        boolean whole =
                speaking.compose(
                        reply, request, conversation.mayAskTools(), conversation.noAnswer());
        var words = reply.speaker().heard().whole();
        long utterance = reply.speaker().utterance();
        if (whole) {
            List<ToolCall> calls = List.copyOf(reply.toolCalls());
            conversation
                    .replied(words, calls, utterance)
                    .forEach(asked -> events.on(new EngineEvent.ToolRequested(asked)));
        } else {
            conversation.brokenOff(words, utterance, !floor.wasCancelled());
        }
        finished(whole, reply);
    }

    private void finished(boolean whole, Reply reply) {
        if (whole || !floor.callerSpeaks()) {
            events.on(new EngineEvent.ReplyFinished());
        }
        if (whole && reply.saysFarewell()) {
            events.on(new EngineEvent.Farewell());
        }
        var firstAudio = reply.speaker().firstAudioAt();
        var ended = speechEndedAt;
        if (firstAudio != null && ended != null) {
            speechEndedAt = null;
            log.atDebug()
                    .addKeyValue("ms", Duration.ofNanos(firstAudio - ended).toMillis())
                    .log("end of speech to first audio");
        }
    }
}
