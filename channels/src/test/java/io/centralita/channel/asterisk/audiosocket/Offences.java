package io.centralita.channel.asterisk.audiosocket;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a server may not do: each was done to a real Asterisk 22.10.1, which hung the caller up
/// over it, or let nobody hear it as it was meant (captures/asterisk/audiosocket, and
/// asterisk-measured.md).
final class Offences {
    private static final int SILENT_MS = 2_000;
    private static final int FRAME_MS = 20;

    /// Messages that may be early: a beat that is late is followed by one that is not.
    private static final int EARLY = 3;

    private Offences() {}

    /// One message of ours.
    record Message(double ms, int kind, int length) {
        boolean isAudio() {
            return Kind.isAudio(kind);
        }
    }

    /// @param messages in the order in which they were written
    /// @param fromMs when the connection began
    /// @param toMs when it ended, or was last looked at
    /// @return a word for each kind of offence
    static Set<String> of(List<Message> messages, double fromMs, double toMs) {
        var offences = new LinkedHashSet<String>();
        messages.forEach(message -> single(message).ifPresent(offences::add));
        if (afterTheEnd(messages)) {
            offences.add("after-the-end");
        }
        if (isBurst(messages)) {
            offences.add("burst");
        }
        if (isSilent(messages, fromMs, toMs)) {
            offences.add("silence");
        }
        return offences;
    }

    private static Optional<String> single(Message message) {
        if (message.kind() == Kind.HANG_UP) {
            return Optional.empty();
        }
        if (!message.isAudio()) {
            return Optional.of("kind");
        }
        if (message.length() == 0) {
            return Optional.of("empty");
        }
        int frame = 2 * Kind.rateHz(message.kind()) * FRAME_MS / 1_000;
        return message.length() == frame ? Optional.empty() : Optional.of("length");
    }

    private static boolean afterTheEnd(List<Message> messages) {
        int end = 0;
        while (end < messages.size() && messages.get(end).kind() != Kind.HANG_UP) {
            end++;
        }
        return end + 1 < messages.size();
    }

    /// More audio than time, in any stretch of it.
    private static boolean isBurst(List<Message> messages) {
        var audio = messages.stream().filter(Message::isAudio).toList();
        double ahead = 0;
        for (int i = 1; i < audio.size(); i++) {
            double passed = audio.get(i).ms() - audio.get(i - 1).ms();
            ahead = Math.max(0, ahead + 1 - passed / FRAME_MS);
            if (ahead > EARLY) {
                return true;
            }
        }
        return false;
    }

    /// The application of the dial plan bears two seconds in which nobody says anything.
    private static boolean isSilent(List<Message> messages, double fromMs, double toMs) {
        var moments = new ArrayList<Double>();
        moments.add(fromMs);
        messages.forEach(message -> moments.add(message.ms()));
        boolean over = !messages.isEmpty() && messages.getLast().kind() == Kind.HANG_UP;
        if (!over) {
            moments.add(toMs);
        }
        for (int i = 1; i < moments.size(); i++) {
            if (moments.get(i) - moments.get(i - 1) >= SILENT_MS) {
                return true;
            }
        }
        return false;
    }
}
