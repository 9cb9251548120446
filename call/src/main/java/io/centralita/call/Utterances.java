package io.centralita.call;

import io.centralita.call.CallEvent.Cut;
import io.centralita.call.record.CallReport.Who;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is on its way to the caller, whose it is, and what of it they hear. Confined to the call's
/// thread.
final class Utterances {
    private final CallJournal journal;
    private final Ear ear;

    /// Opened, and neither heard to their end nor stopped.
    private final Set<Long> open = new HashSet<>();

    /// Those of them that are the switchboard's own.
    private final Set<Long> ours = new HashSet<>();

    /// Those of them that a person at the console says.
    private final Set<Long> operators = new HashSet<>();

    /// Those of them of which nothing was heard yet.
    private final Set<Long> unheard = new HashSet<>();

    /// Those of ours that go before everything that is not heard yet.
    private final Set<Long> next = new HashSet<>();

    /// Sentences that the loop is asked to say, in order: whether they go before everything.
    private final ArrayDeque<Boolean> asked = new ArrayDeque<>();

    private long stoppedBefore;
    private boolean heardUs;

    Utterances(CallJournal journal, long now) {
        this.journal = journal;
        this.ear = new Ear(now);
    }

    Ear ear() {
        return ear;
    }

    /// The caller is on the line from now on.
    void putThrough(long at) {
        ear.putThrough(at);
    }

    /// @param spoken words without sound are heard once they are complete
    void on(CallEvent.OfPlayout fact, boolean spoken, long now) {
        switch (fact) {
            case CallEvent.UtteranceOpened(var utterance, var operator) ->
                    opened(utterance, operator);
            case CallEvent.PlayoutBegan(var utterance) -> began(utterance, now);
            case CallEvent.SoundBegan(var utterance, var at) -> soundBegan(utterance, at);
            case CallEvent.SoundEnded(var utterance, var at) -> soundEnded(utterance, at);
            case CallEvent.PlayoutHeld(var at) -> ear.cleared(at);
            case CallEvent.PlayoutEnded(var utterance, var heard) ->
                    ended(utterance, heard, spoken, now);
        }
    }

    private void opened(long utterance, boolean operator) {
        if (utterance >= stoppedBefore) {
            if (operator) {
                operators.add(utterance);
            }
            open.add(utterance);
            unheard.add(utterance);
        }
    }

    /// The first frame left, whatever is in it.
    private void began(long utterance, long now) {
        journal.transcript().began(utterance, whoSays(utterance), now);
    }

    private void soundBegan(long utterance, long at) {
        if (utterance >= stoppedBefore) {
            ear.soundBegan(utterance, at);
        }
    }

    private void soundEnded(long utterance, long at) {
        if (utterance >= stoppedBefore) {
            ear.soundEnded(at);
        }
    }

    /// Goes on to the next change of what the caller hears, if its time has come.
    boolean listen(long now) {
        if (!ear.step(now)) {
            return false;
        }
        if (ear.hears()) {
            heardUs = true;
            unheard.remove(ear.utterance());
            journal.audioBegan(ear.changedAt());
            journal.transcript().heard(ear.utterance(), whoSays(ear.utterance()), ear.changedAt());
        }
        return true;
    }

    private void ended(long utterance, Duration heard, boolean spoken, long now) {
        if (!spoken) {
            journal.transcript().began(utterance, whoSays(utterance), now);
        }
        journal.transcript().ended(utterance, heard);
        ear.over(utterance, now);
        forget(utterance);
    }

    /// @param speech when the caller began to speak over it, [SilenceGuard#NEVER] where they did
    ///   not
    /// @return what the engine has to be told of
    List<Cut> stopped(List<Cut> cuts, long before, long speech, long now) {
        stoppedBefore = before;
        long cutMs = Math.max(0, (ear.hears() ? now : ear.since()) - speech) / 1_000_000;
        for (var cut : cuts) {
            journal.transcript().interrupted(cut.utterance(), cut.heard());
            if (speech != SilenceGuard.NEVER && cut.utterance() == ear.lastHeard()) {
                journal.transcript().cutAfter(cut.utterance(), cutMs);
            }
        }
        ear.cleared(now);
        var told = cuts.stream().filter(cut -> isAssistants(cut.utterance())).toList();
        cuts.forEach(cut -> forget(cut.utterance()));
        return told;
    }

    /// One of our sentences is to be said.
    Command say(Phrase phrase) {
        asked.add(false);
        return new Command.Say(phrase);
    }

    /// The same before everything that is not heard yet, unless something is heard by then. Where a
    /// sentence of ours has not even reached the caller's ear, another one would not either.
    List<Command> fill(Saying saying) {
        if (nextIsAwaited()) {
            return List.of();
        }
        asked.add(true);
        return List.of(new Command.Fill(saying));
    }

    void phraseQueued(long utterance, String text) {
        if (Boolean.TRUE.equals(asked.poll())) {
            next.add(utterance);
        }
        open.add(utterance);
        unheard.add(utterance);
        ours.add(utterance);
        journal.transcript().said(utterance, Who.SWITCHBOARD, text);
    }

    /// It could not be said, or need not be.
    void phraseDropped() {
        asked.poll();
    }

    /// Nothing is on its way.
    boolean isEmpty() {
        return open.isEmpty() && asked.isEmpty();
    }

    /// Nothing of ours is on its way, whatever an engine goes on saying.
    boolean oursAreHeard() {
        return ours.isEmpty() && asked.isEmpty();
    }

    boolean isAnyOpen() {
        return !open.isEmpty();
    }

    /// The caller has heard something in this call.
    boolean heardUs() {
        return heardUs;
    }

    /// The caller hears the assistant itself.
    boolean assistantSounds() {
        return ear.hears() && isAssistants(ear.utterance());
    }

    /// The assistant has begun to say something of which nothing was heard.
    boolean assistantIsAwaited() {
        return unheard.stream().anyMatch(this::isAssistants);
    }

    /// A sentence of ours that goes before everything has not reached the caller's ear yet.
    boolean nextIsAwaited() {
        return asked.contains(true) || unheard.stream().anyMatch(next::contains);
    }

    /// Who sounds in the caller's ear.
    @Nullable Who sounds() {
        return ear.hears() ? whoSays(ear.utterance()) : null;
    }

    private void forget(long utterance) {
        open.remove(utterance);
        unheard.remove(utterance);
        ours.remove(utterance);
        operators.remove(utterance);
        next.remove(utterance);
    }

    private boolean isAssistants(long utterance) {
        return whoSays(utterance) == Who.ASSISTANT;
    }

    private Who whoSays(long utterance) {
        if (operators.contains(utterance)) {
            return Who.OPERATOR;
        }
        return ours.contains(utterance) ? Who.SWITCHBOARD : Who.ASSISTANT;
    }
}
