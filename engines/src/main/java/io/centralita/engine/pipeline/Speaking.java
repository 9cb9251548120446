package io.centralita.engine.pipeline;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.ChatModel.ChatException;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives one answer after the other: lets the model stream into the voice, until it is done or
/// stopped, and remembers what of it can still be cut. Confined to the answering thread.
final class Speaking {
    /// Utterances whose cutting may still be reported: the queue of the playout is never longer.
    private static final int REMEMBERED_UTTERANCES = 16;

    private final PipelineParts parts;
    private final PipelineSettings settings;
    private final SessionSettings call;
    private final EngineListener events;
    private final SpeechOut out;
    private final Floor floor;
    private final Time time;
    private final Map<Long, HeardText> spoken = new LinkedHashMap<>();

    Speaking(
            PipelineParts parts,
            PipelineSettings settings,
            SessionSettings call,
            EngineListener events,
            SpeechOut out,
            Floor floor,
            Time time) {
        this.parts = parts;
        this.settings = settings;
        this.call = call;
        this.events = events;
        this.out = out;
        this.floor = floor;
        this.time = time;
    }

    /// Begins an answer; nothing is said yet.
    Reply begin(Conduct conduct) {
        events.on(new EngineEvent.ReplyStarted());
        var speaker =
                new Speaker(
                        parts.synthesiser(),
                        new Voice(call.language(), conduct.voice(), settings.speed()),
                        out,
                        events,
                        floor,
                        time,
                        settings.synthesisDeadline().toNanos(),
                        conduct.speaks());
        return new Reply(speaker, events, this::expectWords);
    }

    /// Says a sentence of ours.
    ///
    /// @return false when the caller stopped it
    boolean say(Reply reply, String text)
            throws ChatException, SynthesisException, InterruptedException {
        return run(reply, () -> reply.text(text));
    }

    /// Lets the model answer.
    ///
    /// @param silent what is said where the model has neither words nor tools to ask
    /// @param mayAsk whether it may ask for tools
    /// @return false when the caller stopped it
    boolean compose(Reply reply, ChatModel.Request request, boolean mayAsk, String silent)
            throws ChatException, SynthesisException, InterruptedException {
        return run(
                reply,
                () -> {
                    expectWords();
                    parts.chat().reply(request, reply);
                    reply.flush();
                    boolean asks = mayAsk && !reply.toolCalls().isEmpty();
                    if (!reply.saysFarewell() && !reply.speaker().spoke() && !asks) {
                        reply.text(silent);
                    }
                });
    }

    /// The words of an utterance that may still be cut, null where they are forgotten.
    @Nullable HeardText words(long utterance) {
        return spoken.get(utterance);
    }

    /// A step that may be stopped.
    @FunctionalInterface
    private interface Step {
        void run() throws ChatException, SynthesisException, InterruptedException;
    }

    private boolean run(Reply reply, Step step)
            throws ChatException, SynthesisException, InterruptedException {
        try {
            step.run();
            reply.flush();
            return true;
        } catch (InterruptedException e) {
            boolean stopped = floor.end();
            PartFault.ifExpired(floor);
            reply.failIfVoiceBroke();
            if (stopped || reply.speaker().wasCut()) {
                return false;
            }
            throw e;
        } catch (ChatException | SynthesisException e) {
            boolean stopped = floor.end();
            PartFault.ifExpired(floor);
            reply.failIfVoiceBroke();
            if (stopped) {
                return false; // some parts say so when they are interrupted
            }
            throw e;
        } catch (RuntimeException e) {
            throw new PartFault("chat", e);
        } finally {
            reply.speaker().end();
            floor.end();
            remember(reply.speaker());
        }
    }

    private void remember(Speaker speaker) {
        if (speaker.spoke() && speaker.aloud()) {
            spoken.put(speaker.utterance(), speaker.heard());
            if (spoken.size() > REMEMBERED_UTTERANCES) {
                spoken.remove(spoken.keySet().iterator().next());
            }
        }
    }

    private void expectWords() {
        floor.waitFor("chat", time.nanoTime() + settings.chatDeadline().toNanos());
    }
}
