package io.centralita.call;

import io.centralita.call.Command.NoteTool;
import io.centralita.call.Command.NoteToolStarted;
import io.centralita.call.Keypad.Entry;
import io.centralita.call.Keypad.Reading;
import io.centralita.call.reception.KeyMenu;
import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;

/// What becomes of the keys that a caller presses: the answer of the tool that waits for them, a
/// choice from the menu, or something said to the assistant. Confined to the call's thread.
///
/// A key that begins what somebody waits for stops what is being said, as speech does: the menu
/// waits always, a tool while it runs. Other keys do not: they are answered when what is being said
/// is over. A key of the menu counts as such where no entry has begun.
final class Keys {
    /// Goes before what a caller has pressed and nobody has asked for, in the conversation.
    static final String MARK = "[keypad] ";

    private final KeyMenu menu;
    private final Keypad keypad = new Keypad();

    /// Whether the caller has begun to speak since they were asked for keys.
    private boolean speaksInstead;

    private final Asks asks;
    private final ToolCalls tools;
    private final Floor floor;
    private final Ending ending;
    private final CallJournal journal;

    /// @param menu those of its keys that lead somewhere
    Keys(
            KeyMenu menu,
            Asks asks,
            ToolCalls tools,
            Floor floor,
            Ending ending,
            CallJournal journal) {
        this.menu = menu;
        this.asks = asks;
        this.tools = tools;
        this.floor = floor;
        this.ending = ending;
        this.journal = journal;
    }

    List<Command> pressed(char key, long now) {
        asks.callerIsPresent();
        boolean begins = !keypad.isEntering();
        var commands = new ArrayList<Command>();
        if (begins && keypad.reading() == null) {
            var chosen = menu.action(key);
            if (chosen.isPresent()) {
                commands.addAll(asks.interrupt());
                commands.addAll(chosen(key, chosen.get(), now));
                return commands;
            }
        } else if (begins) {
            commands.addAll(asks.interrupt());
        }
        keypad.pressed(key, now).ifPresent(entry -> commands.addAll(entered(entry, now)));
        return commands;
    }

    private List<Command> chosen(char key, KeyMenu.Action action, long now) {
        return switch (action) {
            case KeyMenu.Action.Say(var text) -> asks.typed(text);
            case KeyMenu.Action.PutThrough(var to) -> {
                journal.transcript().typed(MARK + key, now);
                ending.putThrough(to, now);
                yield List.of();
            }
        };
    }

    /// Time passed.
    List<Command> due(long now) {
        return keypad.due(now).map(entry -> entered(entry, now)).orElse(List.of());
    }

    private List<Command> entered(Entry entry, long now) {
        var reading = entry.reading();
        if (reading == null) {
            return asks.typed(MARK + entry.digits());
        }
        if (!entry.digits().isEmpty()) {
            if (reading.wish().secret()) {
                journal.hide(entry.digits());
            }
            journal.transcript().typed(MARK + entry.digits(), now);
        }
        return answered(reading, ReadDigits.result(reading, entry.digits(), now));
    }

    /// The assistant asks for keys.
    List<Command> read(ToolCall call, long now) {
        if (keypad.reading() != null) {
            return tools.ended(ReadDigits.busy(call));
        }
        return switch (ReadDigitsTool.wish(call)) {
            case ReadDigitsTool.Wish.Wrong(var feedback) ->
                    tools.ended(ReadDigits.wrong(call, feedback));
            case ReadDigitsTool.Wish.Right right -> {
                keypad.read(new Reading(call, right, now));
                speaksInstead = false;
                floor.awaitKeys(true);
                var commands = new ArrayList<Command>();
                commands.add(new NoteToolStarted(call));
                // What was pressed before may be all of it.
                commands.addAll(due(now));
                yield commands;
            }
        };
    }

    /// The caller begins to speak.
    void callerStarted() {
        speaksInstead = true;
    }

    /// The caller has said something: whoever says it does not key it in. An entry that has begun
    /// goes on: people speak along with what they press. Words of the turn in which the assistant
    /// had not asked yet may come as late as this and do not count.
    List<Command> callerSaid(String text, long now) {
        var reading = keypad.reading();
        if (reading == null || !speaksInstead || keypad.isEntering() || text.isBlank()) {
            return List.of();
        }
        return answered(reading, ReadDigits.spoken(reading, now));
    }

    /// A tool call that nobody waits for any more.
    void forget(String toolCallId) {
        keypad.forget(toolCallId);
        floor.awaitKeys(keypad.reading() != null);
    }

    private List<Command> answered(Reading reading, ToolResult result) {
        forget(reading.call().id());
        var commands = new ArrayList<Command>();
        commands.add(new NoteTool(result));
        commands.addAll(tools.ended(result));
        return commands;
    }

    /// How many of the running tools wait for the caller, not the caller for them.
    int reading() {
        return keypad.reading() == null ? 0 : 1;
    }

    /// Called after every event.
    ///
    /// @param ear of the caller
    void observe(Ear ear) {
        boolean free = floor.turn() == Floor.Turn.CALLER_KEYS && !ear.hears();
        keypad.observe(free ? Math.max(floor.since(), ear.since()) : SilenceGuard.NEVER);
    }

    long nextDeadline() {
        return keypad.nextDeadline();
    }
}
