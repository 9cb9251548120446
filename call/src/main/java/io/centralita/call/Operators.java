package io.centralita.call;

import io.centralita.call.CallEvent.OfOperator;
import io.centralita.call.Command.MuteAssistant;
import io.centralita.call.Command.PassOn;
import io.centralita.call.Command.SeatOperator;
import io.centralita.call.Command.StopPlayout;
import io.centralita.call.Command.UnseatOperator;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.watch.Seating;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// People at the console who listen to the call or have it in the assistant's place: one at a time.
/// While one has it the assistant listens and says nothing, so that it knows afterwards what the
/// caller said. Confined to the call's thread.
final class Operators {
    private final Floor floor;
    private final Asks asks;
    private final Utterances utterances;
    private final CallJournal journal;
    private @Nullable String holder;

    /// What became of the engine while a person had the call, and nobody missed it.
    private @Nullable CallEnd engineLost;

    Operators(Floor floor, Asks asks, Utterances utterances, CallJournal journal) {
        this.floor = floor;
        this.asks = asks;
        this.utterances = utterances;
        this.journal = journal;
    }

    boolean haveCall() {
        return holder != null;
    }

    /// Who has it; null where nobody has.
    @Nullable String holder() {
        return holder;
    }

    /// The engine is gone; where a person has the call they go on.
    ///
    /// @return false where nobody has it
    boolean goOnWithout(CallEnd lost) {
        if (holder != null) {
            engineLost = lost;
        }
        return holder != null;
    }

    /// Why the assistant cannot take the call back; null where it can. Asked once.
    @Nullable CallEnd engineLost() {
        var lost = engineLost;
        engineLost = null;
        return lost;
    }

    /// Somebody listens.
    ///
    /// @param talking the conversation has begun and is not over: only then the caller is told
    List<Command> listens(OfOperator.Listens fact, boolean talking, long now) {
        journal.moments().add(Kind.LISTEN, fact.by(), now);
        return fact.told() && talking
                ? List.of(utterances.say(Phrase.SOMEBODY_LISTENS))
                : List.of();
    }

    void listensNoMore(OfOperator.ListensNoMore fact, long now) {
        journal.moments().add(Kind.LISTEN_END, fact.by(), now);
    }

    /// @param talking the conversation has begun and is not over
    List<Command> wants(OfOperator.Wants wish, boolean talking, long now) {
        if (holder != null) {
            wish.answer().accept(new Seating.Refused("taken", holder));
            return List.of();
        }
        if (!talking) {
            wish.answer().accept(new Seating.Refused("not-talking", ""));
            return List.of();
        }
        holder = wish.by();
        floor.operator(true);
        journal.moments().add(Kind.OPERATOR, wish.by(), now);
        journal.transcript().nobodyIsWaitedFor();
        return List.of(
                new MuteAssistant(true),
                new StopPlayout(),
                new PassOn(new Ask.Cancel()),
                new PassOn(new Ask.Configure(listening(asks.conduct()))),
                new SeatOperator(wish));
    }

    /// @return what follows before the caller is told; nothing where somebody else has the call, or
    ///   nobody
    List<Command> leaves(OfOperator.Leaves fact, long now) {
        if (!fact.by().equals(holder)) {
            return List.of();
        }
        holder = null;
        floor.operator(false);
        var kind = fact.lost() ? Kind.OPERATOR_LOST : Kind.HAND_BACK;
        journal.moments().add(kind, fact.by(), now);
        journal.transcript().nobodyIsWaitedFor();
        var commands = new ArrayList<Command>();
        commands.add(new UnseatOperator());
        commands.add(new StopPlayout()); // what they said last is cut, not repeated by anybody
        if (engineLost != null) {
            return commands;
        }
        commands.add(new PassOn(new Ask.Configure(asks.conduct())));
        commands.add(new PassOn(new Ask.Add(new HistoryEntry.Told(fact.note()))));
        commands.add(new MuteAssistant(false));
        var sentence = fact.lost() ? Phrase.OPERATOR_LOST : Phrase.HANDED_BACK;
        commands.add(utterances.say(sentence));
        return commands;
    }

    /// The call is about to end, whoever has it.
    List<Command> end() {
        if (holder == null) {
            return List.of();
        }
        holder = null;
        floor.operator(false);
        return List.of(new UnseatOperator());
    }

    /// What the peer of a leg asks for while a person has the call: answers are theirs to give.
    List<Command> on(Ask ask) {
        return switch (ask) {
            case Ask.Respond _ -> List.of();
            case Ask.Configure(var other) -> {
                var _ = asks.on(ask);
                yield List.of(new PassOn(new Ask.Configure(listening(other))));
            }
            default -> asks.on(ask);
        };
    }

    private static Conduct listening(Conduct conduct) {
        return new Conduct(
                conduct.instructions(),
                conduct.voice(),
                conduct.tools(),
                conduct.turnTaking().listening(),
                conduct.speaks());
    }
}
