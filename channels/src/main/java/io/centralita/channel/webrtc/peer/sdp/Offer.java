package io.centralita.channel.webrtc.peer.sdp;

import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.sdp.Description.Section;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A description of the other side, offer or answer, as far as it is let through to the library.
///
/// One section of audio and one of data channels are negotiated; others are declined. Of the
/// candidates those stay that are addresses, 64 at most: names, mDNS ones included, would have the
/// library ask name servers for whatever a stranger wants, and are not needed: our candidates are
/// reached from there, and so theirs are found (peer reflexive).
///
/// @param sdp for the library
/// @param longestText bytes that the other side takes in one message
/// @param audio the name of the section, `a=mid`
/// @param shape what may not change in a later offer: medium and name of each section
public record Offer(String sdp, int longestText, String audio, List<String> shape) {
    private static final int MAX_CANDIDATES = 64;

    /// Where nothing is said (RFC 8841 §6.1).
    private static final int DEFAULT_LONGEST = 65_536;

    /// What the library sends and takes.
    private static final int OWN_LONGEST = 262_144;

    /// Whole ones: of `1.2` and the like the library would make names.
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*|[0-9]+(\\.[0-9]+){3}");

    private static final String AUDIO_TRANSPORT = "UDP/TLS/RTP/SAVPF";
    private static final Set<String> DATA_TRANSPORTS = Set.of("UDP/DTLS/SCTP", "TCP/DTLS/SCTP");

    public Offer {
        shape = List.copyOf(shape);
    }

    /// @throws PeerFailure not understood, or without audio
    public static Offer read(String sdp) throws PeerFailure {
        var description = Description.read(sdp);
        var audio =
                description.sections().stream()
                        .filter(Offer::isAudio)
                        .findFirst()
                        .orElseThrow(() -> new PeerFailure(new Reason.NoAudio()));
        requireKeys(description, audio);
        var data = description.sections().stream().filter(Offer::isData).findFirst();
        int longest = data.map(Offer::longest).orElse(DEFAULT_LONGEST);
        return new Offer(
                clean(description, audio, data),
                longest,
                audio.mid().orElse(""),
                description.sections().stream()
                        .map(section -> section.medium() + " " + section.mid().orElse(""))
                        .toList());
    }

    /// A later offer of the same connection.
    ///
    /// @throws PeerFailure as [#read]; not understood where it is of another connection
    public Offer next(String sdp) throws PeerFailure {
        var next = read(sdp);
        boolean fits =
                next.audio.equals(audio)
                        && next.shape.size() >= shape.size()
                        && next.shape.subList(0, shape.size()).equals(shape);
        if (!fits) {
            throw Description.notUnderstood("is not of this connection");
        }
        return next;
    }

    private static boolean isAudio(Section section) {
        return section.medium().equals("audio")
                && !section.declined()
                && section.transport().equals(AUDIO_TRANSPORT)
                && section.hasOpus()
                && section.first("a=inactive").isEmpty();
    }

    private static boolean isData(Section section) {
        return section.medium().equals("application")
                && !section.declined()
                && DATA_TRANSPORTS.contains(section.transport());
    }

    private static void requireKeys(Description description, Section audio) throws PeerFailure {
        for (var key : List.of("a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:")) {
            if (!description.has(audio, key)) {
                throw Description.notUnderstood("has no " + key.substring(2, key.length() - 1));
            }
        }
    }

    private static int longest(Section data) {
        return data.first("a=max-message-size:")
                .flatMap(Offer::number)
                .map(size -> size == 0 ? OWN_LONGEST : (int) Math.min(size, OWN_LONGEST))
                .orElse(DEFAULT_LONGEST);
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static String clean(Description description, Section audio, Optional<Section> data) {
        var declined = new HashSet<String>();
        var sections = new ArrayList<Section>();
        // Alike to the last letter they are one: the library would refuse the second.
        var wantedOnes = new ArrayList<>(List.of(audio));
        data.ifPresent(wantedOnes::add);
        int candidates = 0;
        for (var section : description.sections()) {
            boolean wanted = wantedOnes.remove(section);
            if (!wanted) {
                section.mid().ifPresent(declined::add);
            }
            var lines = new ArrayList<String>();
            for (var line : wanted ? section.lines() : decline(section.lines())) {
                if (!line.startsWith("a=candidate:")) {
                    lines.add(line);
                } else if (wanted && isAddress(line) && candidates < MAX_CANDIDATES) {
                    lines.add(line);
                    candidates++;
                }
            }
            sections.add(new Section(lines));
        }
        var head =
                description.head().stream()
                        .filter(line -> !line.startsWith("a=candidate:"))
                        .map(line -> unbundle(line, declined))
                        .toList();
        return new Description(head, sections).text();
    }

    private static List<String> decline(List<String> lines) {
        var left = new ArrayList<>(lines);
        var words = left.getFirst().split(" ", 3);
        left.set(0, words[0] + " 0 " + (words.length > 2 ? words[2] : "UDP/TLS/RTP/SAVPF 0"));
        left.removeIf(line -> line.equals("a=bundle-only"));
        return left;
    }

    /// `a=group:BUNDLE 0 1 2` without those that are declined (RFC 8843 §7.3.3).
    private static String unbundle(String line, Set<String> declined) {
        if (!line.startsWith("a=group:BUNDLE")) {
            return line;
        }
        return String.join(
                " ",
                Arrays.stream(line.split(" ", -1))
                        .filter(word -> !declined.contains(word))
                        .toList());
    }

    /// `a=candidate:FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ …` (RFC 8839 §5.1).
    private static boolean isAddress(String line) {
        var words = line.split(" ", -1);
        if (words.length < 8 || !ADDRESS.matcher(words[4]).matches()) {
            return false;
        }
        try {
            InetAddress.ofLiteral(words[4]);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
