package io.centralita.channel.webrtc.peer.sdp;

import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A session description in its sections.
///
/// @param head lines of the session
/// @param sections the others, each beginning with its `m=` line
record Description(List<String> head, List<Section> sections) {
    /// Chromium's offers of audio have about 6 KiB.
    static final int MAX_CHARACTERS = 64 * 1024;

    private static final int MAX_SECTIONS = 16;

    /// webrtc-java 0.14.0 takes the message of its own error, in which it quotes the line that it
    /// did not understand, for a format of `vsnprintf`: with this character in it a stranger's
    /// offer could read and write our memory. No browser has it in a description.
    private static final char FORMAT = '%';

    /// @throws PeerFailure not understood: too long, no description at all, or with characters that
    ///   none has
    static Description read(String sdp) throws PeerFailure {
        if (sdp.length() > MAX_CHARACTERS) {
            throw notUnderstood("longer than " + MAX_CHARACTERS + " characters");
        }
        var lines = sdp.lines().filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty() || !lines.getFirst().equals("v=0")) {
            throw notUnderstood("does not begin with v=0");
        }
        var head = new ArrayList<String>();
        var sections = new ArrayList<Section>();
        for (var line : lines) {
            requireLine(line);
            if (line.startsWith("m=")) {
                sections.add(new Section(new ArrayList<>()));
            }
            (sections.isEmpty() ? head : sections.getLast().lines()).add(line);
        }
        if (sections.isEmpty() || sections.size() > MAX_SECTIONS) {
            throw notUnderstood("has " + sections.size() + " sections");
        }
        return new Description(head, sections);
    }

    private static void requireLine(String line) throws PeerFailure {
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw notUnderstood("has lines without a type");
        }
        if (!line.chars().allMatch(it -> it >= ' ' && it <= '~' && it != FORMAT)) {
            throw notUnderstood("has characters that we do not take");
        }
    }

    static PeerFailure notUnderstood(String detail) {
        return new PeerFailure(new Reason.NotUnderstood(detail));
    }

    /// Whether a line of this beginning stands in the section, or for all of them.
    boolean has(Section section, String beginning) {
        return section.first(beginning).isPresent()
                || head.stream().anyMatch(line -> line.startsWith(beginning));
    }

    /// As it goes over the wire.
    String text() {
        var text = new StringBuilder();
        head.forEach(line -> text.append(line).append("\r\n"));
        for (var section : sections) {
            section.lines().forEach(line -> text.append(line).append("\r\n"));
        }
        return text.toString();
    }

    /// What is said of one medium.
    ///
    /// @param lines the first is the `m=` line
    record Section(List<String> lines) {
        /// `audio`, `video`, `application` or whatever else.
        String medium() {
            return word(0).substring("m=".length());
        }

        /// Port 0 with nothing to bundle it with: it is declined (RFC 8829 §5.3.1).
        boolean declined() {
            return word(1).equals("0") && first("a=bundle-only").isEmpty();
        }

        String transport() {
            return word(2);
        }

        private String word(int index) {
            var words = lines.getFirst().split(" ", -1);
            return index < words.length ? words[index] : "";
        }

        /// What follows the beginning in the first line that has it.
        Optional<String> first(String beginning) {
            return lines.stream()
                    .filter(line -> line.startsWith(beginning))
                    .map(line -> line.substring(beginning.length()))
                    .findFirst();
        }

        Optional<String> mid() {
            return first("a=mid:");
        }

        /// Whether there is Opus under any number (RFC 7587 §7).
        boolean hasOpus() {
            return lines.stream()
                    .anyMatch(
                            line ->
                                    line.startsWith("a=rtpmap:")
                                            && line.regionMatches(
                                                    true,
                                                    line.indexOf(' ') + 1,
                                                    "opus/48000",
                                                    0,
                                                    "opus/48000".length()));
        }
    }
}
