package io.centralita.engine.pipeline;

import java.util.List;
import java.util.function.Predicate;

/// How much a model is shown, and what is forgotten first: whole turns from the oldest on, a turn
/// being what the caller said, the tools with their results, and the answer. Of the newest turn go
/// the sentences that only said that things go on, then its older lookups and remarks; what it asks
/// first, the tools last asked for and its last message stay whatever their length. Notes of the
/// system's outlive the turns they stand in, up to a quarter of the room.
///
/// @param messages at most
/// @param characters at most; a token is three to four of them
/// @param text characters of one message at most; what is longer is cut
public record HistoryLimits(int messages, int characters, int text) {
    public static final HistoryLimits DEFAULT = new HistoryLimits(60, 24_000, 8_000);

    /// What is left of the answer of one tool among many, at least.
    private static final int LEAST_OUTPUT = 250;

    /// Room for notes that outlive their turn: one part in so many.
    private static final int NOTES = 4;

    public HistoryLimits {
        if (messages < 4 || characters < 1_000 || text < LEAST_OUTPUT) {
            throw new IllegalArgumentException(
                    "a history needs 4 messages, 1,000 characters and 250 for one, not %d, %d, %d"
                            .formatted(messages, characters, text));
        }
    }

    /// What is left for each of so many results of tools that were asked for together.
    int outputCharacters(int tools) {
        return Math.clamp(characters / 2 / Math.max(1, tools), LEAST_OUTPUT, text);
    }

    /// Forgets what is too much.
    ///
    /// @param groups the whole history, oldest first
    /// @param open those tools that are running, which stay
    void trim(List<MessageGroup> groups, Predicate<MessageGroup> open) {
        boolean forgets = true;
        while (forgets && isTooMuch(groups)) {
            forgets =
                    (notesAreTooMany(groups) && forgetNote(groups))
                            || forgetTurn(groups, open)
                            || forgetInNewestTurn(groups, open);
        }
    }

    private boolean isTooMuch(List<MessageGroup> groups) {
        int size = 0;
        int length = 0;
        for (var group : groups) {
            size += group.size();
            length += group.characters();
        }
        return size > messages || length > characters;
    }

    private static boolean forgetTurn(List<MessageGroup> groups, Predicate<MessageGroup> open) {
        return groups.subList(0, endOfOldestTurn(groups, open)).removeIf(group -> !group.isNote());
    }

    /// Where the second turn begins, 0 where there is one only. A turn is over with an answer that
    /// knows all of its tools' results.
    private static int endOfOldestTurn(List<MessageGroup> groups, Predicate<MessageGroup> open) {
        boolean answered = false;
        boolean anything = false;
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            if (open.test(group)) {
                return 0;
            }
            if (group.isCaller() && answered && anything) {
                return i;
            }
            anything |= !group.isNote();
            answered = group.isAnswer() || (answered && !group.hasTools());
        }
        return 0;
    }

    /// The last message stays, note or not.
    private static boolean forgetNote(List<MessageGroup> groups) {
        int oldest = first(groups, MessageGroup::isNote);
        if (oldest < 0 || oldest == groups.size() - 1) {
            return false;
        }
        groups.remove(oldest);
        return true;
    }

    private boolean notesAreTooMany(List<MessageGroup> groups) {
        var notes = groups.stream().filter(MessageGroup::isNote).toList();
        return notes.size() > messages / NOTES
                || notes.stream().mapToInt(MessageGroup::characters).sum() > characters / NOTES;
    }

    private static boolean forgetInNewestTurn(
            List<MessageGroup> groups, Predicate<MessageGroup> open) {
        int first = first(groups, MessageGroup::isCaller);
        int tools = last(groups, MessageGroup::hasTools);
        return forgetOne(groups, first, tools, open, MessageGroup::isSwitchboard)
                || forgetOne(groups, first, tools, open, group -> !group.isNote());
    }

    private static boolean forgetOne(
            List<MessageGroup> groups,
            int first,
            int tools,
            Predicate<MessageGroup> open,
            Predicate<MessageGroup> which) {
        for (int i = 0; i < groups.size() - 1; i++) {
            var group = groups.get(i);
            if (i != first && i != tools && !open.test(group) && which.test(group)) {
                groups.remove(i);
                return true;
            }
        }
        return false;
    }

    private static int first(List<MessageGroup> groups, Predicate<MessageGroup> which) {
        for (int i = 0; i < groups.size(); i++) {
            if (which.test(groups.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static int last(List<MessageGroup> groups, Predicate<MessageGroup> which) {
        for (int i = groups.size() - 1; i >= 0; i--) {
            if (which.test(groups.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
