package io.centralita.engine.pipeline;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.Usage;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A reply as the model streams it: its sentences are spoken as they become whole, its tool calls
/// are kept until it is complete. Confined to the answering thread.
final class Reply implements ChatModel.Sink {
    /// Tool calls of one reply; more are not asked.
    private static final int MOST_CALLS = 16;

    private final Speaker speaker;
    private final EngineListener events;
    private final Runnable expectWords;
    private final Sentences sentences = new Sentences();
    private final SpokenText spoken = new SpokenText();
    private final Set<ToolCall> toolCalls = new LinkedHashSet<>();
    private boolean farewell;
    private @Nullable SynthesisException voiceFailure;

    /// @param expectWords tells the floor that the model is awaited again
    Reply(Speaker speaker, EngineListener events, Runnable expectWords) {
        this.speaker = speaker;
        this.events = events;
        this.expectWords = expectWords;
    }

    @Override
    public void text(String delta) throws InterruptedException {
        say(sentences.add(delta));
        expectWords.run();
    }

    /// Speaks what is left.
    void flush() throws InterruptedException {
        say(sentences.flush());
    }

    /// A broken voice stops the model like a caller who interrupts; why is told afterwards.
    private void say(List<String> whole) throws InterruptedException {
        for (var sentence : whole) {
            var words = spoken.of(sentence);
            if (words.isEmpty()) {
                continue;
            }
            try {
                speaker.say(words);
            } catch (SynthesisException e) {
                voiceFailure = e;
                throw new InterruptedException("no voice");
            } catch (RuntimeException e) {
                voiceFailure = new SynthesisException("synthesiser threw", e);
                throw new InterruptedException("no voice");
            }
        }
    }

    void failIfVoiceBroke() throws SynthesisException {
        if (voiceFailure != null) {
            throw voiceFailure;
        }
    }

    @Override
    public void toolCall(ToolCall call) {
        if (toolCalls.size() < MOST_CALLS) {
            toolCalls.add(call);
        }
    }

    @Override
    public void farewell() {
        farewell = true;
    }

    @Override
    public void used(Usage usage) {
        events.on(new EngineEvent.Used(usage));
    }

    Speaker speaker() {
        return speaker;
    }

    Collection<ToolCall> toolCalls() {
        return toolCalls;
    }

    boolean saysFarewell() {
        return farewell;
    }
}
