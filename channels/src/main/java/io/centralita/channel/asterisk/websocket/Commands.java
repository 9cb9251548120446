package io.centralita.channel.asterisk.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What Asterisk is told, as JSON. It minds capitals, and ignores whatever is longer than 128
/// bytes.
final class Commands {
    static final int LONGEST = 128;

    /// Between quotation marks, counted from 0.
    private static final int NAME_PART = 3;

    private static final int ID_PART = 7;

    private static final byte[] FLUSH = command("FLUSH_MEDIA");
    private static final byte[] STATUS = command("GET_STATUS");
    private static final byte[] ANSWER = command("ANSWER");
    private static final byte[] HANG_UP = command("HANGUP");

    private Commands() {}

    /// Empties the queue, marks included, of which nobody is told then. Has no answer.
    static byte[] flush() {
        return FLUSH;
    }

    /// Answered at once.
    static byte[] status() {
        return STATUS;
    }

    /// To a caller whom the dial plan left ringing (option `n`); without effect on others.
    static byte[] answer() {
        return ANSWER;
    }

    static byte[] hangUp() {
        return HANG_UP;
    }

    /// To be told of when everything before it was played.
    ///
    /// @param id needs no escaping, at most 40 characters
    static byte[] mark(String id) {
        return ("{\"command\":\"MARK_MEDIA\",\"correlation_id\":\"" + id + "\"}")
                .getBytes(US_ASCII);
    }

    /// The same in plain text: the name, and the id behind it where there is one.
    ///
    /// @param command one of these
    static byte[] plain(byte[] command) {
        var parts = new String(command, US_ASCII).split("\"", -1);
        var name = parts[NAME_PART];
        var plain = parts.length > ID_PART ? name + " " + parts[ID_PART] : name;
        return plain.getBytes(US_ASCII);
    }

    private static byte[] command(String name) {
        return ("{\"command\":\"" + name + "\"}").getBytes(US_ASCII);
    }
}
