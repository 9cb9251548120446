package io.centralita.engine.pipeline;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatModel.ChatException;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's answers: finds out what was said, asks the model, speaks, keeps the history.
///
/// Confined to the answering thread; what stops it comes through the [Floor].
final class Answering {
    private static final Logger log = LoggerFactory.getLogger(Answering.class);

    /// Utterances whose cutting may still be reported: the queue of the playout is never longer.
    private static final int REMEMBERED_UTTERANCES = 16;

    private final PipelineParts parts;
    private final PipelineSettings settings;
    private final SessionSettings call;
    private final EngineListener events;
    private final SpeechOut out;
    private Conduct conduct;
    private final Floor floor;
    private final Time time;
    private final PipelineTexts texts;
    private final ChatHistory history;
    private final Map<Long, HeardText> spoken = new LinkedHashMap<>();

    /// What is owed to the caller: a sentence of ours, or a reply of the model.
    private @Nullable String owedText;

    private boolean owesReply;

    /// Instructions for the reply that is owed, empty for the call's.
    private String instructions = "";

    /// What is owed instead of a reply once one is asked for: the last turn was not understood.
    private @Nullable String owedWhenAsked;

    private final Map<String, ToolCall> unanswered = new LinkedHashMap<>();
    private int notUnderstood;

    /// When the caller's last speech ended, until it is answered.
    private @Nullable Long speechEndedAt;

    Answering(
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
        this.conduct = call.conduct();
        this.events = events;
        this.out = out;
        this.floor = floor;
        this.time = time;
        this.texts = new PipelineTexts(call.language());
        this.history = new ChatHistory(settings.historyMessages());
        call.history().forEach(history::add);
    }

    /// Does one thing, and answers where an answer is due.
    ///
    /// @return why the session cannot go on, empty where it can
    Optional<EngineFailure> on(Work work) throws InterruptedException {
        try {
            take(work);
            answer();
            return Optional.empty();
        } catch (RecognitionException e) {
            return Optional.of(new EngineFailure.Broken("recogniser", e));
        } catch (SynthesisException e) {
            return Optional.of(new EngineFailure.Broken("synthesiser", e));
        } catch (ChatException e) {
            return Optional.of(e.failure());
        } catch (PartFault fault) {
            return Optional.of(new EngineFailure.Broken(fault.part, fault.getCause()));
        } finally {
            floor.end();
        }
    }

    /// A part that threw what it may not throw, or did not keep its deadline.
    private static final class PartFault extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String part;

        PartFault(String part, @Nullable Throwable cause) {
            super(part, cause);
            this.part = part;
        }
    }

    private void take(Work work) throws RecognitionException, InterruptedException {
        switch (work) {
            case Work.Greet() -> {
                if (call.greeting().isBlank()) {
                    events.on(new EngineEvent.ReplyFinished());
                } else {
                    owedText = call.greeting();
                }
            }
            case Work.Recognise(var turn) -> recognise(turn);
            case Work.Answer answer -> callerSaid(answer);
            case Work.ToolFinished(var id, var output) ->
                    owesReply |= history.toolFinished(id, output) && turns().answersTools();
            case Work.Interrupted(var utterance, var heard) -> interrupted(utterance, heard);
            case Work.Asked(var ask) -> asked(ask);
            case Work.SwitchboardSaid(var text) -> history.add(new ChatMessage.Switchboard(text));
        }
    }

    private void asked(Ask ask) {
        switch (ask) {
            case Ask.Add(var entry) -> add(entry);
            case Ask.Respond(var once) -> {
                owedText = owedWhenAsked;
                owesReply |= owedWhenAsked == null;
                owedWhenAsked = null;
                instructions = once;
            }
            case Ask.Configure(var other) -> conduct = other;
            case Ask.Cancel _ -> cancel();
            case Ask.EndTurn _, Ask.ClearTurn _, Ask.Heard _ -> {} // the hearing thread's
        }
    }

    private void add(HistoryEntry entry) {
        switch (entry) {
            case HistoryEntry.CallerSaid(var text) -> {
                events.on(new EngineEvent.CallerSaid(text));
                history.add(entry);
            }
            case HistoryEntry.AssistantSaid _,
                    HistoryEntry.SwitchboardSaid _,
                    HistoryEntry.Told _ ->
                    history.add(entry);
            case HistoryEntry.ToolCalled(var asked) -> remember(asked);
            case HistoryEntry.ToolAnswered(var id, var output) -> {
                var asked = unanswered.remove(id);
                if (asked != null) {
                    history.addAnswered(asked, output);
                }
            }
        }
        owedWhenAsked = null;
    }

    /// A model is shown a tool call together with its answer.
    private void remember(ToolCall asked) {
        unanswered.put(asked.id(), asked);
        if (unanswered.size() > REMEMBERED_UTTERANCES) {
            unanswered.remove(unanswered.keySet().iterator().next());
        }
    }

    private void cancel() {
        floor.cancellationTaken();
        boolean owed = owesReply || owedText != null;
        owesReply = false;
        owedText = null;
        if (owed) {
            events.on(new EngineEvent.ReplyFinished());
        }
    }

    private TurnTaking turns() {
        return conduct.turnTaking();
    }

    private void callerSaid(Work.Answer said) throws RecognitionException, InterruptedException {
        speechEndedAt = said.at() - said.silence().toNanos();
        if (said.hasFloor()) {
            floor.callerEnded();
        }
        var transcript = recognise(said.turn()).orElse(Transcript.NOT_UNDERSTOOD);
        events.on(new EngineEvent.CallerSaid(transcript.text()));
        if (transcript.understood()) {
            notUnderstood = 0;
            owedWhenAsked = null;
            history.add(new ChatMessage.User(transcript.text()));
            owesReply |= turns().answersTurns();
        } else if (!turns().answersTurns()) {
            notUnderstood++;
            owedWhenAsked = texts.notUnderstood(notUnderstood);
        } else if (!owesReply && !history.awaitsTools()) {
            notUnderstood++;
            owedText = texts.notUnderstood(notUnderstood);
        }
        if (history.awaitsTools() && turns().answersTurns()) {
            events.on(new EngineEvent.ReplyFinished());
        }
    }

    private Optional<Transcript> recognise(CallerTurn turn)
            throws RecognitionException, InterruptedException {
        if (!floor.beginRecognition(turn)) {
            return Optional.empty();
        }
        floor.waitFor("recogniser", time.nanoTime() + settings.recognitionDeadline().toNanos());
        try {
            return Optional.of(turn.text());
        } catch (RecognitionException | InterruptedException e) {
            boolean stopped = floor.end();
            failIfExpired();
            if (stopped || turn.isThrownAway()) {
                return Optional.empty();
            }
            throw e;
        } catch (RuntimeException e) {
            if (turn.isThrownAway()) {
                return Optional.empty();
            }
            throw new PartFault("recogniser", e);
        } finally {
            floor.end();
        }
    }

    private void interrupted(long utterance, Duration heard) {
        var text = spoken.get(utterance);
        if (text != null) {
            history.keepHeard(utterance, _ -> text.until(heard));
        }
    }

    private void answer() throws ChatException, SynthesisException, InterruptedException {
        boolean due = owedText != null || (owesReply && !history.awaitsTools());
        if (!due || !floor.beginReply()) {
            return; // a caller who speaks now ends a turn later, which brings us here again
        }
        var sentence = owesReply && !history.awaitsTools() ? null : owedText;
        owedText = null;
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
        if (sentence == null) {
            owesReply = false;
            reply(speaker);
        } else {
            speak(speaker, sentence, sentence.equals(call.greeting()));
        }
    }

    /// A sentence of ours.
    private void speak(Speaker speaker, String text, boolean greeting)
            throws ChatException, SynthesisException, InterruptedException {
        var outcome = new Reply(speaker, events, this::expectWords);
        boolean whole = run(outcome, () -> outcome.text(text));
        if (greeting) {
            history.add(
                    new ChatMessage.Assistant(speaker.heard().whole(), List.of()),
                    speaker.utterance());
        } else {
            history.add(new ChatMessage.Switchboard(text));
        }
        finished(whole, outcome);
    }

    private void reply(Speaker speaker)
            throws ChatException, SynthesisException, InterruptedException {
        var request =
                new ChatModel.Request(
                        call.callId(),
                        call.language(),
                        instructions.isBlank() ? conduct.instructions() : instructions,
                        history.messages(),
                        conduct.tools());
        instructions = "";
        var outcome = new Reply(speaker, events, this::expectWords);
        boolean whole =
                run(
                        outcome,
                        () -> {
                            expectWords();
                            parts.chat().reply(request, outcome);
                            outcome.flush();
                            if (!outcome.saysFarewell()
                                    && !speaker.spoke()
                                    && outcome.toolCalls().isEmpty()) {
                                outcome.text(texts.noAnswer());
                            }
                        });
        var calls = whole ? List.copyOf(outcome.toolCalls()) : List.<ToolCall>of();
        history.add(new ChatMessage.Assistant(speaker.heard().whole(), calls), speaker.utterance());
        // What was stopped before a word of it was said is still owed.
        owesReply |= !whole && !speaker.spoke() && !floor.wasCancelled();
        calls.forEach(asked -> events.on(new EngineEvent.ToolRequested(asked)));
        finished(whole, outcome);
    }

    /// A step that may be stopped.
    @FunctionalInterface
    private interface Step {
        void run() throws ChatException, SynthesisException, InterruptedException;
    }

    /// @return false when the caller stopped it
    private boolean run(Reply outcome, Step step)
            throws ChatException, SynthesisException, InterruptedException {
        try {
            step.run();
            outcome.flush();
            return true;
        } catch (InterruptedException e) {
            boolean stopped = floor.end();
            failIfExpired();
            outcome.failIfVoiceBroke();
            if (stopped || outcome.speaker().wasCut()) {
                return false;
            }
            throw e;
        } catch (ChatException | SynthesisException e) {
            boolean stopped = floor.end();
            failIfExpired();
            outcome.failIfVoiceBroke();
            if (stopped) {
                return false; // some parts say so when they are interrupted
            }
            throw e;
        } catch (RuntimeException e) {
            throw new PartFault("chat", e);
        } finally {
            outcome.speaker().end();
            floor.end();
            remember(outcome.speaker());
        }
    }

    private void finished(boolean whole, Reply outcome) {
        if (whole || !floor.callerSpeaks()) {
            events.on(new EngineEvent.ReplyFinished());
        }
        if (whole && outcome.saysFarewell()) {
            events.on(new EngineEvent.Farewell());
        }
        var firstAudio = outcome.speaker().firstAudioAt();
        var ended = speechEndedAt;
        if (firstAudio != null && ended != null) {
            speechEndedAt = null;
            log.atDebug()
                    .addKeyValue("ms", Duration.ofNanos(firstAudio - ended).toMillis())
                    .log("end of speech to first audio");
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

    private void failIfExpired() {
        var part = floor.expiredPart();
        if (part != null) {
            throw new PartFault(part, null);
        }
    }
}
