package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Addresses of STUN (RFC 7064) or TURN servers (RFC 7065) with commas between them.
///
/// @param form of one, in small letters
/// @param description key of what is right
record IceUrls(Pattern form, String description) implements Kind<List<String>> {
    private static final String HOST = "(?:[a-z0-9](?:[a-z0-9.-]{0,252})|\\[[0-9a-f:.]+])";
    private static final String PORT = "(?::[0-9]{1,5})?";

    /// More slow every call down.
    private static final int MOST = 4;

    static final IceUrls STUN =
            new IceUrls(Pattern.compile("stuns?:" + HOST + PORT), "kind.ice.stun");

    /// What is encrypted goes over TCP: no browser speaks DTLS to a TURN server.
    static final IceUrls TURN =
            new IceUrls(
                    Pattern.compile(
                            "turn:"
                                    + HOST
                                    + PORT
                                    + "(?:\\?transport=(?:udp|tcp))?"
                                    + "|turns:"
                                    + HOST
                                    + PORT
                                    + "(?:\\?transport=tcp)?"),
                    "kind.ice.turn");

    @Override
    public List<String> parse(String text) throws WrongValue {
        var urls = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            var url = part.strip().toLowerCase(Locale.ROOT);
            (form.matcher(url).matches() && hasPort(url) ? urls : wrong).add(url);
        }
        if (!wrong.isEmpty()) {
            throw new WrongValue(description + ".wrong", String.join(", ", wrong));
        }
        if (urls.size() > MOST) {
            throw new WrongValue("");
        }
        return List.copyOf(urls);
    }

    /// One that exists, where it is said.
    private static boolean hasPort(String url) {
        var match = Pattern.compile(":([0-9]{1,5})(?:\\?|$)").matcher(url);
        if (!match.find()) {
            return true;
        }
        int port = Integer.parseInt(match.group(1));
        return port >= 1 && port <= 65_535;
    }

    @Override
    public String describe(Messages messages) {
        return messages.text(description, String.valueOf(MOST));
    }
}
