package io.centralita.call.leg;

import java.util.regex.Pattern;

/// What becomes of a caller whom no engine can serve any more ([CallEnd#leavesCallerUnserved]),
/// once they have heard the apology. The call decides that it ends so; the channel carries this out
/// as its provider can.
public sealed interface AfterFailure {
    AfterFailure HANG_UP = new HangUp();

    record HangUp() implements AfterFailure {}

    /// The caller may leave a message.
    record Voicemail() implements AfterFailure {}

    /// The caller is put through to somebody.
    ///
    /// @param number E.164
    record Transfer(String number) implements AfterFailure {
        private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

        public Transfer {
            if (!E164.matcher(number).matches()) {
                throw new IllegalArgumentException("number must be E.164, not " + number);
            }
        }

        /// Numbers are personal: they do not print.
        @Override
        public String toString() {
            return "Transfer";
        }
    }
}
