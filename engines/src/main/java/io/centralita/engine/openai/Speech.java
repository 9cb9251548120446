package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import org.jspecify.annotations.Nullable;

/// What the model says: audio and words of an item become one utterance of the call. Belongs to the
/// [Ledger].
final class Speech {
    private final Items items;
    private final Outlet out;

    /// What the server plays to the caller itself, now or last.
    private String played = "";

    private ServerEvent.Playout playout = ServerEvent.Playout.OVER;

    Speech(Items items, Outlet out) {
        this.items = items;
        this.out = out;
    }

    /// @param nanos how long it sounds
    /// @param active the response under way
    /// @return the utterance the audio belongs to, or -1 where the caller is not to hear it
    long audio(String itemId, String responseId, long nanos, @Nullable Response active) {
        var item = items.assistant(itemId, responseId);
        item.audioNanos += nanos;
        if (item.wasCut() || item.gone || item.unwanted) {
            return -1;
        }
        if (active == null || !active.id.equals(responseId) || active.muted) {
            if (item.utterance == 0) {
                items.unwanted(item);
            }
            return -1;
        }
        if (item.utterance == 0) {
            items.heardAs(item, out.beginUtterance());
            tell(item, false);
        }
        active.audible = true;
        return item.utterance;
    }

    /// The next words of an item.
    ///
    /// @param silent there is no sound to them, here at least
    /// @param active the response under way
    void more(Item item, String words, boolean silent, @Nullable Response active) {
        item.text.append(words);
        beginSilently(item, silent, active);
        tell(item, false);
    }

    /// All its words.
    void whole(Item item, String words, boolean silent, @Nullable Response active) {
        item.text.setLength(0);
        item.text.append(words);
        beginSilently(item, silent, active);
        tell(item, true);
    }

    private void beginSilently(Item item, boolean silent, @Nullable Response active) {
        var current = active != null && active.id.equals(item.responseId) ? active : null;
        boolean unwanted = current != null && (current.muted || current.interrupted);
        if (!silent || unwanted || item.utterance != 0 || item.gone) {
            return;
        }
        if (current != null) {
            current.audible = true;
        }
        items.heardAs(item, out.beginUtterance());
        if (played.equals(item.responseId)) {
            out.plays(item.utterance, playout); // some words come after their sound
        }
    }

    /// The server begins to play a response to the caller, or is at the end of it.
    void played(String responseId, ServerEvent.Playout how) {
        played = responseId;
        playout = how;
        for (var item : items.of(responseId).reversed()) {
            if (item.utterance != 0) {
                out.plays(item.utterance, how);
            }
        }
    }

    /// No more audio comes.
    void end(Item item) {
        if (item.utterance != 0 && !item.utteranceEnded) {
            item.utteranceEnded = true;
            tell(item, true);
            out.endUtterance(item.utterance);
        }
    }

    /// Posts what is new, in whole sentences while more may come.
    private void tell(Item item, boolean whole) {
        if (item.utterance == 0) {
            return;
        }
        int end = whole ? item.text.length() : Captions.endOfSentence(item.text, item.posted);
        if (end > item.posted) {
            var text = item.text.substring(item.posted, end).strip();
            item.posted = end;
            if (!text.isEmpty()) {
                out.post(new EngineEvent.AssistantSaid(item.utterance, text));
            }
        }
    }
}
