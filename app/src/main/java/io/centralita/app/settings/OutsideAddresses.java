package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Where a machine is reached from the outside: an IPv4 address, an IPv6 address, or one of each
/// with a comma between them.
record OutsideAddresses() implements Kind<List<String>> {
    /// `203.0.113` is a literal of an old kind, and a mistake.
    private static final Pattern WHOLE = Pattern.compile("[^:]*:.*|[0-9]+(\\.[0-9]+){3}");

    @Override
    public List<String> parse(String text) throws WrongValue {
        var addresses = new ArrayList<String>();
        boolean four = false;
        boolean six = false;
        for (var part : text.split(",", -1)) {
            var address = address(part.strip());
            boolean isSix = address instanceof Inet6Address;
            if (address.isAnyLocalAddress()
                    || address.isMulticastAddress()
                    || (isSix ? six : four)) {
                throw new WrongValue("");
            }
            six |= isSix;
            four |= !isSix;
            addresses.add(address.getHostAddress());
        }
        return List.copyOf(addresses);
    }

    private static InetAddress address(String text) throws WrongValue {
        if (!WHOLE.matcher(text).matches()) {
            throw new WrongValue("");
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw new WrongValue("");
        }
    }

    @Override
    public String describe(Messages messages) {
        return messages.text("kind.addresses");
    }
}
