package io.centralita.console.live;

/// What people at the console may do to calls that go on.
///
/// @param listening whether they may listen
/// @param takingOver whether they may speak in the assistant's place
public record OperatorRules(Listening listening, boolean takingOver) {
    public enum Listening {
        OFF,
        /// The caller is told before anybody hears them.
        ANNOUNCED,
        /// Without a word: where callers have agreed otherwise, or the law does not ask for it.
        SILENT
    }
}
