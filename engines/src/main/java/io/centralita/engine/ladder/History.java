package io.centralita.engine.ladder;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What was said and found out in one call, in order, as the next engine has to know it. Bounded:
/// the oldest goes first, but a tool call that is not answered never does. Confined to the ladder's
/// thread.
final class History {
    /// About an hour of talk; models are shown less.
    static final int MOST = 200;

    private sealed interface Item {}

    private record Fixed(HistoryEntry entry) implements Item {}

    /// The place of a caller's turn; its words may come after the answer has begun.
    private static final class Turn implements Item {
        private @Nullable String text;
    }

    /// What the assistant says in one utterance.
    private static final class Said implements Item {
        private final long utterance;
        private String text;

        /// Nothing about it changes any more: its reply is whole, or it was cut.
        private boolean settled;

        Said(long utterance, String text) {
            this.utterance = utterance;
            this.text = text;
        }
    }

    private final List<Item> items = new ArrayList<>();
    private final Set<String> openTools = new HashSet<>();

    History(List<HistoryEntry> before) {
        before.forEach(this::add);
    }

    void add(HistoryEntry entry) {
        switch (entry) {
            case HistoryEntry.ToolCalled(var call) -> openTools.add(call.id());
            case HistoryEntry.ToolAnswered(var id, _) -> openTools.remove(id);
            case HistoryEntry.CallerSaid _,
                    HistoryEntry.AssistantSaid _,
                    HistoryEntry.SwitchboardSaid _,
                    HistoryEntry.Told _ -> {}
        }
        append(new Fixed(entry));
    }

    void turnBegan() {
        append(new Turn());
    }

    /// The words of the oldest turn that has none yet. Nothing understood leaves no entry.
    void callerSaid(String text) {
        for (var item : items) {
            if (item instanceof Turn turn && turn.text == null) {
                turn.text = text;
                return;
            }
        }
        var turn = new Turn();
        turn.text = text;
        append(turn);
    }

    void assistantSaid(long utterance, String more) {
        var said = find(utterance);
        if (said == null) {
            append(new Said(utterance, more.strip()));
        } else if (!said.settled) {
            said.text =
                    more.startsWith(" ") || said.text.isEmpty()
                            ? said.text + more
                            : said.text + " " + more.strip();
        }
    }

    void replyFinished() {
        for (var item : items) {
            if (item instanceof Said said) {
                said.settled = true;
            }
        }
    }

    /// Keeps of an utterance the words in proportion to what was heard of it.
    void cut(long utterance, Duration heard, Duration written) {
        var said = find(utterance);
        if (said != null) {
            said.text = part(said.text, heard, written);
            said.settled = true;
            if (said.text.isBlank()) {
                items.remove(said);
            }
        }
    }

    /// The engine was lost: what it was saying stays as far as it was written, and the words of a
    /// turn that it had not found out will not come.
    ///
    /// @param owed the answer will be given anew, so what was heard of this one is told as a fact
    void broken(boolean owed, LongFunction<Duration> written) {
        items.removeIf(item -> item instanceof Turn turn && turn.text == null);
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i) instanceof Said said && !said.settled) {
                if (said.text.isBlank() || written.apply(said.utterance).isZero()) {
                    items.remove(i);
                } else if (owed) {
                    items.set(i, new Fixed(new HistoryEntry.Told(brokenOff(said.text))));
                } else {
                    said.settled = true;
                }
            }
        }
    }

    boolean isOpen(String toolCallId) {
        return openTools.contains(toolCallId);
    }

    boolean awaitsTools() {
        return !openTools.isEmpty();
    }

    List<HistoryEntry> entries() {
        var entries = new ArrayList<HistoryEntry>();
        for (var item : items) {
            switch (item) {
                case Fixed(var entry) -> entries.add(entry);
                case Turn turn -> {
                    if (turn.text != null && !turn.text.isBlank()) {
                        entries.add(new HistoryEntry.CallerSaid(turn.text));
                    }
                }
                case Said said -> {
                    if (!said.text.isBlank()) {
                        entries.add(new HistoryEntry.AssistantSaid(said.text));
                    }
                }
            }
        }
        return entries;
    }

    private void append(Item item) {
        items.add(item);
        for (int i = 0; items.size() > MOST && i < items.size(); ) {
            if (items.get(i) instanceof Fixed(HistoryEntry.ToolCalled(var call))) {
                if (isOpen(call.id())) {
                    i++;
                    continue;
                }
                forgetAnswer(call);
            }
            items.remove(i);
        }
    }

    private void forgetAnswer(ToolCall call) {
        items.removeIf(
                item ->
                        item instanceof Fixed(HistoryEntry.ToolAnswered(var id, _))
                                && id.equals(call.id()));
    }

    private @Nullable Said find(long utterance) {
        for (var item : items.reversed()) {
            if (item instanceof Said said && said.utterance == utterance) {
                return said;
            }
        }
        return null;
    }

    private static String part(String text, Duration heard, Duration written) {
        if (heard.compareTo(written) >= 0) {
            return heard.isZero() ? "" : text;
        }
        int length = (int) (text.length() * ((double) heard.toNanos() / written.toNanos()));
        int end = text.lastIndexOf(' ', length);
        return end < 0 ? "" : text.substring(0, end);
    }

    private static String brokenOff(String text) {
        return "The answer broke off for a technical reason; give it anew. The caller heard: "
                + text.strip();
    }
}
