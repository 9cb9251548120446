package io.centralita.engine.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One item in the books. Belongs to the [Ledger].
final class Item {
    private static final long WHOLE = -1;

    final String id;
    final WireItem.Type type;
    final @Nullable String responseId;
    final StringBuilder text = new StringBuilder();

    /// The utterance under which the caller hears it; 0 where there is none.
    long utterance;

    /// Nothing is added to its utterance any more.
    boolean utteranceEnded;

    /// Text we put into the conversation ourselves: it cannot be truncated, only written anew.
    final boolean ours;

    /// The server was told it, or has it from somebody else.
    boolean told;

    /// Of what the server has of its audio, in nanoseconds.
    long audioNanos;

    /// The server does not have it, or will not when it has read what we sent.
    boolean gone;

    /// Nobody heard it: it is deleted as soon as its response is over.
    boolean unwanted;

    /// How many characters of the text were posted already.
    int posted;

    private long heardMs = WHOLE;

    Item(String id, WireItem.Type type, @Nullable String responseId, boolean ours) {
        this.id = id;
        this.type = type;
        this.responseId = responseId;
        this.ours = ours;
        told = !ours;
    }

    long audioMs() {
        return audioNanos / 1_000_000;
    }

    boolean wasCut() {
        return heardMs != WHOLE;
    }

    /// Takes down how much of it was heard.
    ///
    /// @return the milliseconds that are to be kept, or -1 where nothing changes: it is shorter
    ///   already, or was heard to its end
    long cutTo(Duration heard) {
        long ms = Math.min(heard.toMillis(), audioMs());
        if (heardMs != WHOLE && ms >= heardMs) {
            return -1;
        }
        var shortened = heardMs != WHOLE || ms < audioMs();
        heardMs = ms;
        return shortened ? ms : -1;
    }

    /// The words that were heard, in proportion to the audio.
    String heardText() {
        var words = text.toString().strip();
        if (heardMs == WHOLE || audioNanos == 0) {
            return words;
        }
        int length = (int) (words.length() * Math.min(1.0, heardMs * 1e6 / audioNanos));
        if (length >= words.length()) {
            return words;
        }
        int end = words.lastIndexOf(' ', length);
        return end < 0 ? "" : words.substring(0, end);
    }
}
