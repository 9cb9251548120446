package io.centralita.channel.webrtc.peer.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What the other side is told of our addresses.
///
/// Behind a translator that maps an address of the outside to ours, port by port (1:1 NAT), our own
/// candidates are of no use: those of an IP family for which there is an advertised address are
/// told with that one, each port once.
///
/// @param addresses one for each IP family at most
public record Advertised(List<InetAddress> addresses) {
    public Advertised {
        addresses = List.copyOf(addresses);
    }

    /// @throws IllegalArgumentException what is no address, or the second one of a family
    public static Advertised of(List<String> literals) {
        var addresses = literals.stream().map(InetAddress::ofLiteral).toList();
        long six = addresses.stream().filter(Inet6Address.class::isInstance).count();
        if (six > 1 || addresses.size() - six > 1) {
            throw new IllegalArgumentException("more than one address of a family: " + literals);
        }
        return new Advertised(addresses);
    }

    /// Our description as it is to be told.
    public String rewrite(String sdp) {
        if (addresses.isEmpty()) {
            return sdp;
        }
        var told = new HashSet<String>();
        var lines = new ArrayList<String>();
        for (var line : sdp.lines().toList()) {
            if (line.startsWith("a=candidate:")) {
                candidate(line, told).ifPresent(lines::add);
            } else if (line.startsWith("c=IN ") || line.startsWith("a=rtcp:")) {
                lines.add(addressAtEnd(line));
            } else {
                if (line.startsWith("m=")) {
                    told.clear();
                }
                lines.add(line);
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private Optional<String> candidate(String line, HashSet<String> told) {
        var words = line.split(" ", -1);
        var outside = outside(words[4]);
        if (outside.isEmpty()) {
            return Optional.of(line);
        }
        // Seen by a STUN server: the same way in, or one that leads nowhere.
        if (words[7].equals("srflx")) {
            return Optional.empty();
        }
        words[4] = outside.get();
        boolean first = told.add(words[2] + " " + words[4] + " " + words[5]);
        return first ? Optional.of(String.join(" ", words)) : Optional.empty();
    }

    private String addressAtEnd(String line) {
        int space = line.lastIndexOf(' ');
        return outside(line.substring(space + 1))
                .map(address -> line.substring(0, space + 1) + address)
                .orElse(line);
    }

    private Optional<String> outside(String address) {
        try {
            boolean six = InetAddress.ofLiteral(address) instanceof Inet6Address;
            return addresses.stream()
                    .filter(it -> it instanceof Inet6Address == six)
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
