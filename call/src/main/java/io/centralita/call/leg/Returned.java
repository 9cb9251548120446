package io.centralita.call.leg;

import io.centralita.call.engine.HistoryEntry;
import java.util.ArrayList;
import java.util.List;

/// A caller who is back: because they could not be put through, or had lost the connection.
///
/// @param why what has happened
/// @param history what was said before, and that it happened
public record Returned(Why why, List<HistoryEntry> history) {
    private static final HistoryEntry CONNECTION_FAILED =
            new HistoryEntry.Told(
                    "The caller's connection had failed. They are back with you, have been told so,"
                            + " and go on where they were.");

    public enum Why {
        NO_ANSWER("transfer.no-answer"),
        BUSY("transfer.busy"),
        /// Somebody was told of them, or saw the call, and did not take it.
        DECLINED("transfer.declined"),
        /// The network would not have it.
        FAILED("transfer.failed"),
        /// It was their connection to us that failed; nobody else was called.
        RECONNECTED("call.reconnected");

        private final String key;

        Why(String key) {
            this.key = key;
        }

        /// Of the sentence that the caller is met with, in the spoken texts.
        public String key() {
            return key;
        }
    }

    public Returned {
        history = List.copyOf(history);
    }

    /// Back from where they went.
    public static Returned from(Onward onward, Why why) {
        var history = new ArrayList<>(onward.history());
        history.add(
                new HistoryEntry.Told(
                        "The caller was put through to "
                                + onward.to().name()
                                + ", where "
                                + switch (why) {
                                    case NO_ANSWER -> "nobody answered";
                                    case BUSY -> "the line was busy";
                                    case DECLINED -> "nobody could take the call";
                                    case FAILED, RECONNECTED -> "the call did not come through";
                                }
                                + ". The caller is back with you and has been told so."));
        return new Returned(why, history);
    }

    /// Back after the connection had failed, be it for the second time in a row.
    ///
    /// @param said until then, as far as it was heard
    public static Returned reconnected(List<HistoryEntry> said) {
        var history = new ArrayList<>(said);
        if (said.isEmpty() || !said.getLast().equals(CONNECTION_FAILED)) {
            history.add(CONNECTION_FAILED);
        }
        return new Returned(Why.RECONNECTED, history);
    }

    /// What was said is personal: it does not print.
    @Override
    public String toString() {
        return "Returned[" + why + "]";
    }
}
