package io.centralita.channel.twilio;

/// A message that is not as the Media Streams protocol has it. The text names the fault, never the
/// content.
final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessage(String fault) {
        super(fault);
    }
}
