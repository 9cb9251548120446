package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import java.util.LinkedHashMap;

/// The words of the caller's turns on their way from the transcriber: they come late and in any
/// order, and are posted in the order of the turns, once for each. Belongs to the [Ledger].
final class CallerWords {
    /// Turns that wait for words; of older ones nothing is expected any more.
    private static final int MOST = 4;

    private static final String NOT_YET = "\0";

    private final Outlet out;

    /// Words by item, [#NOT_YET] while they are awaited.
    private final LinkedHashMap<String, String> turns = new LinkedHashMap<>();

    CallerWords(Outlet out) {
        this.out = out;
    }

    /// A turn is over.
    ///
    /// @param follow whether anybody writes it down
    void committed(String itemId, boolean follow) {
        turns.putIfAbsent(itemId, follow ? NOT_YET : "");
        if (turns.size() > MOST) {
            turns.put(turns.firstEntry().getKey(), "");
        }
        postReady();
    }

    /// @param words empty where they could not be understood
    void written(String itemId, String words) {
        turns.replace(itemId, words);
        postReady();
    }

    /// No more words come on this connection.
    ///
    /// @param again the latest turn is told to the next one
    void giveUp(boolean again) {
        if (again) {
            turns.pollLastEntry();
        }
        turns.replaceAll((_, words) -> NOT_YET.equals(words) ? "" : words);
        postReady();
    }

    private void postReady() {
        for (var first = turns.firstEntry();
                first != null && !NOT_YET.equals(first.getValue());
                first = turns.firstEntry()) {
            out.post(new EngineEvent.CallerSaid(first.getValue()));
            turns.pollFirstEntry();
        }
    }
}
