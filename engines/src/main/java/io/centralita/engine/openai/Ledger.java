package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/// The books of one conversation with the model: items, responses, function calls and their states.
/// It alone decides what may be sent when:
///
/// - a response is asked for only while none is under way, asked for or owed by the server;
/// - a function call's output goes out once, after the response that asked for it is over, and one
///   response is asked for after it, unless the server has begun one that knows it;
/// - only an item that was heard is truncated, at what was heard and never beyond what the server
///   has; an item that nobody heard is deleted.
///
/// Facts come in with the time; nothing here reads a clock or touches a socket. A ledger serves one
/// connection; [#successor] carries its books over to the next. Confined to the session's loop.
final class Ledger {
    private Rules rules;
    private final Outlet out;
    private final SentMessages sent;
    private final Items items;
    private final Calls calls;
    private final Answers answers;
    private final Teller teller;
    private final Speech speech;
    private final CallerTurn turn;
    private final CallerWords words;
    private final Refusals refusals;

    private boolean ready;

    /// The call believes that we are busy and has to be told when we are not.
    private boolean finishOwed;

    /// The model wants to hang up, after a goodbye.
    private boolean farewellOwed;

    Ledger(Rules rules, Outlet out) {
        this(rules, out, new SentMessages(out), new Items(), new Calls());
    }

    private Ledger(Rules rules, Outlet out, SentMessages sent, Items items, Calls calls) {
        this.rules = rules;
        this.out = out;
        this.sent = sent;
        this.items = items;
        this.calls = calls;
        answers = new Answers(rules, out, sent);
        teller = new Teller(items, calls, sent);
        speech = new Speech(items, out);
        words = new CallerWords(out);
        turn = new CallerTurn(out);
        refusals = new Refusals(out, sent, new Refusals.Books(items, calls, answers, teller, turn));
    }

    /// The books for the next connection: the same conversation, to be told anew. What was under
    /// way here is owed there.
    ///
    /// @param resume instructions for going on after words that were cut off
    Ledger successor(Outlet nextOut, UnaryOperator<String> resume) {
        var callsCutOff = calls.forgetUnfinished();
        var next =
                new Ledger(
                        rules,
                        nextOut,
                        sent.renewed(nextOut),
                        rules.elsewhere() ? items.kept(calls) : items.carriedOver(calls),
                        rules.elsewhere() ? calls : calls.carriedOver());
        next.finishOwed = finishOwed;
        next.farewellOwed = farewellOwed;
        answers.carryOverTo(next.answers);
        var response = answers.active();
        if (response != null && CutOff.isOwed(response, rules)) {
            new CutOff(response, items, calls).carryOver(next.answers, callsCutOff, resume);
        }
        if (turn.isSpeaking()
                || (answers.isBusy() && items.awaitsWords() && !CutOff.isAudible(response))) {
            next.turn.repeat(turn);
            next.answers.nothingOwed();
        }
        words.giveUp(next.turn.repeats() && !turn.isSpeaking());
        items.all().forEach(speech::end);
        return next;
    }

    /// Takes up a conversation that another engine had begun. Before [#ready].
    void seed(List<HistoryEntry> history) {
        history.forEach(teller::take);
    }

    /// The connection is open and configured: tells the server what was said before, and goes on.
    void ready(long now) {
        ready = true;
        teller.connected();
        turn.connected(now);
        settle(now);
    }

    boolean isReady() {
        return ready;
    }

    void follow(Rules other) {
        rules = other;
        answers.follow(other);
    }

    /// Nothing is under way, owed or being said by the caller, and all that was said is written
    /// down: the moment to change connections.
    boolean isBetweenTurns() {
        return ready && !turn.isSpeaking() && !isBusy() && !awaitsWords();
    }

    /// The caller's latest turn is not written down yet, or never will be and is not answered yet.
    boolean awaitsWords() {
        return items.awaitsWords() && (rules.wordsFollow() || isBusy());
    }

    boolean isCallerSpeaking() {
        return turn.isSpeaking();
    }

    /// The server owes us a sign of life.
    boolean awaitsServer() {
        return answers.isUnderWay() || answers.isExpected() || calls.awaitsServer();
    }

    /// When [#settle] wants to be called although nothing happened.
    long nextDeadline() {
        return Math.min(
                Math.min(answers.nextDeadline(), turn.nextDeadline()),
                calls.patienceEnds(rules.siblingPatience().toNanos()));
    }

    CallerTurn turn() {
        return turn;
    }

    /// Asks the server for a sign of life: it has to refuse this.
    void probe() {
        sent.send(new ClientMessage.DeleteItem(sent.nextId(), "item_none"));
    }

    // What the call says.

    void greet(String instructions, long now) {
        finishOwed = true;
        answers.greet(instructions);
        settle(now);
    }

    /// Asks for an answer with instructions of its own; blank for a plain one.
    void respond(String instructions, long now) {
        finishOwed = true;
        answers.want(instructions);
        settle(now);
    }

    /// Stops the answer under way, and the one that was asked for.
    void cancel(long now) {
        answers.cancel();
        settle(now);
    }

    /// The one result of a tool. Later ones for the same call are not heard of any more.
    void toolFinished(String callId, String output, long now) {
        if (calls.answered(callId, output)) {
            finishOwed = true;
            settle(now);
        }
    }

    /// Playout of an utterance was stopped.
    void interrupted(long utterance, Duration heard, long now) {
        var item = items.byUtterance(utterance);
        if (item == null) {
            return;
        }
        speech.end(item);
        if (answers.isActive(item.responseId)) {
            answers.muteUnlessEnding();
        }
        long ms = item.cutTo(heard);
        if (ms < 0 || item.gone) {
            return;
        }
        if (item.ours) {
            teller.rewrite(item);
        } else if (ms > 0) {
            sent.send(new ClientMessage.TruncateItem(sent.nextId(), item.id, ms));
        } else {
            items.unwanted(item);
        }
        settle(now);
    }

    /// Adds to the conversation without asking for an answer.
    void add(HistoryEntry entry, long now) {
        if (entry instanceof HistoryEntry.CallerSaid(var text)) {
            out.post(new EngineEvent.CallerSaid(text));
        }
        if (entry instanceof HistoryEntry.ToolAnswered(var id, var output)) {
            toolFinished(id, output, now);
        } else {
            teller.take(entry);
        }
    }

    /// The peer says that the caller's turn is over (manual turns).
    void endTurn(long now) {
        finishOwed = true;
        turn.endByHand();
        sent.send(new ClientMessage.CommitAudio(sent.nextId()));
        if (rules.answersTurns()) {
            answers.oweTurn();
        }
        settle(now);
    }

    void clearTurn() {
        sent.send(new ClientMessage.ClearAudio(sent.nextId()));
    }

    // What the server says.

    /// Takes down that audio came, and says where it belongs.
    ///
    /// @param nanos how long it sounds
    /// @return the utterance to add it to, or -1 where the caller is not to hear it
    long audio(String responseId, String itemId, long nanos) {
        return speech.audio(itemId, responseId, nanos, answers.active());
    }

    void on(ServerEvent event, long now) {
        switch (event) {
            case ServerEvent.SpeechStarted _ -> speechStarted();
            case ServerEvent.SpeechStopped stopped -> speechStopped(stopped, now);
            case ServerEvent.Committed(var id) -> {
                items.committed(id);
                turn.endedByHand();
                words.committed(id, rules.wordsFollow());
            }
            case ServerEvent.IdleTimeout _ -> answers.expect(now);
            case ServerEvent.ItemAdded(var item) -> {
                teller.confirmed(item.id());
                if (item.type() == WireItem.Type.FUNCTION_CALL_OUTPUT) {
                    calls.known(item.callId());
                }
            }
            case ServerEvent.ItemDeleted(var id) -> items.gone(id);
            case ServerEvent.Transcribed(var id, var text, _) -> {
                items.transcribed(id, text);
                words.written(id, text.strip());
            }
            case ServerEvent.TranscriptionFailed(var id, _) -> {
                items.unintelligible(id);
                words.written(id, "");
            }
            case ServerEvent.ResponseCreated(var id, var tag) -> responseCreated(id, tag);
            case ServerEvent.OutputItemAdded(var id, var item) -> outputItemAdded(id, item);
            case ServerEvent.OutputItemDone(var id, var item) -> outputItemDone(id, item);
            case ServerEvent.TranscriptDelta(var id, var itemId, var delta, var silent) ->
                    speech.more(items.assistant(itemId, id), delta, silent, answers.active());
            case ServerEvent.TranscriptDone(var id, var itemId, var text, var silent) ->
                    speech.whole(items.assistant(itemId, id), text, silent, answers.active());
            case ServerEvent.Playing(var id, var how) -> speech.played(id, how);
            case ServerEvent.AudioDone(var id, var itemId) ->
                    speech.end(items.assistant(itemId, id));
            case ServerEvent.ArgumentsDelta(var id, _, var callId, var delta) ->
                    calls.collect(callId, id, delta);
            case ServerEvent.ArgumentsDone(var id, _, var callId, var name, var arguments) ->
                    calls.collected(callId, id, name, arguments);
            case ServerEvent.ResponseDone done -> responseDone(done, now);
            case ServerEvent.Refused error -> refusals.on(error, now);
            case ServerEvent.ItemTruncated _,
                    ServerEvent.SessionCreated _,
                    ServerEvent.SessionUpdated _,
                    ServerEvent.RateLimits _,
                    ServerEvent.Typed _,
                    ServerEvent.Other _ -> {}
        }
        settle(now);
    }

    private void speechStarted() {
        answers.callerSpeaks();
        turn.began();
    }

    private void speechStopped(ServerEvent.SpeechStopped stopped, long now) {
        items.ended(stopped.itemId());
        turn.over();
        finishOwed = true;
        turn.ended(out.silenceBefore(stopped.audioEndMs()));
        if (rules.serverAnswers()) {
            answers.expect(now);
        } else if (rules.answersTurns()) {
            answers.oweTurn();
        }
    }

    private void responseCreated(String id, String tag) {
        answers.begun(id, tag, turn.isSpeaking(), teller.allTold()).forEach(calls::seen);
        answers.guessedOutputs().forEach(call -> call.surelySeen |= call.confirmed);
        calls.seeKnown();
        finishOwed = true;
        out.post(new EngineEvent.ReplyStarted());
    }

    private void outputItemAdded(String responseId, WireItem item) {
        if (item.type() == WireItem.Type.ASSISTANT) {
            items.assistant(item.id(), responseId);
        } else if (item.type() == WireItem.Type.FUNCTION_CALL && item.callId() != null) {
            items.called(item.id(), item.callId(), responseId);
            calls.begin(item.callId(), item.name(), responseId);
        }
    }

    private void outputItemDone(String responseId, WireItem item) {
        outputItemAdded(responseId, item);
        if (item.type() == WireItem.Type.ASSISTANT) {
            speech.end(items.assistant(item.id(), responseId));
        } else if (item.type() == WireItem.Type.FUNCTION_CALL) {
            calls.finished(item, responseId).ifPresent(this::run);
        }
    }

    private void run(FunctionCall call) {
        var response = answers.active();
        if (call.name.equals(EndCall.NAME) && response != null) {
            farewellOwed = true;
            call.silent = response.audible; // without a goodbye the model has to say one
            calls.answered(call.callId, EndCall.OUTPUT);
        } else {
            out.post(
                    new EngineEvent.ToolRequested(
                            new ToolCall(call.callId, call.name, call.arguments.toString())));
        }
    }

    private void responseDone(ServerEvent.ResponseDone done, long now) {
        if (done.usage() != null) {
            out.post(new EngineEvent.Used(done.usage()));
        }
        for (var item : done.output()) {
            outputItemDone(done.responseId(), item);
        }
        calls.responseOver(done.responseId());
        items.of(done.responseId()).forEach(speech::end);
        var response = answers.active();
        if (response != null && response.id.equals(done.responseId())) {
            answers.over(done, response, now);
            if (farewellOwed && response.audible) {
                farewellOwed = false; // a caller who interrupts it has more to ask
                if (done.status() == ServerEvent.Status.COMPLETED) {
                    out.post(new EngineEvent.Farewell());
                }
            }
        }
    }

    // What follows from it.

    /// Sends what may be sent now.
    void settle(long now) {
        if (turn.expires(now)) {
            giveUpRepetition();
        }
        if (ready) {
            var response = answers.active();
            for (var item : items.takeUnwanted(response == null ? null : response.id)) {
                teller.delete(item);
            }
            for (var call : calls.answered()) {
                if (!answers.isActive(call.responseId)) {
                    teller.output(call, now);
                }
            }
            answers.expire(now);
            if (!turn.isSpeaking() && !answers.isExpected()) {
                answers.settle(now, outputsDue(now), waitsForTools(), calls.sent());
            }
        }
        if (finishOwed && !isBusy() && !turn.repeats()) {
            finishOwed = false;
            out.post(new EngineEvent.ReplyFinished());
        }
    }

    /// Nothing was heard in what was told once more: the model has to ask.
    private void giveUpRepetition() {
        turn.over();
        finishOwed = true;
        turn.ended(Duration.ZERO);
        answers.oweTurn();
    }

    private boolean outputsDue(long now) {
        return rules.answersTools() && calls.isDue(now, rules.siblingPatience().toNanos());
    }

    /// A peer that asks for answers itself may do so before the results are here.
    private boolean waitsForTools() {
        return !rules.answersTools() && calls.isAnyRunning();
    }

    private boolean isBusy() {
        return answers.isBusy() || (rules.answersTools() && calls.owesAnything());
    }
}
