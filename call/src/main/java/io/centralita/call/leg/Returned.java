package io.centralita.call.leg;

import io.centralita.call.engine.HistoryEntry;
import java.util.ArrayList;
import java.util.List;

/// A caller who is back because they could not be put through.
///
/// @param why what became of the transfer
/// @param history what was said before, and that the transfer failed
public record Returned(Why why, List<HistoryEntry> history) {
    public enum Why {
        NO_ANSWER("transfer.no-answer"),
        BUSY("transfer.busy"),
        /// Somebody was told of them, or saw the call, and did not take it.
        DECLINED("transfer.declined"),
        /// The network would not have it.
        FAILED("transfer.failed");

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
                                    case FAILED -> "the call did not come through";
                                }
                                + ". The caller is back with you and has been told so."));
        return new Returned(why, history);
    }

    /// What was said is personal: it does not print.
    @Override
    public String toString() {
        return "Returned[" + why + "]";
    }
}
