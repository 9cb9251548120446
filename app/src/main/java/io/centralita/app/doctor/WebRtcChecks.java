package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.UnheardCalls;
import io.centralita.app.text.Messages;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Peers;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import io.centralita.engine.openai.OpenAiOffers;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Whether browsers can call: the library, the ports, and how they reach this machine.
public final class WebRtcChecks {
    private final Settings settings;
    private final Messages messages;
    private final boolean required;
    private final Supplier<Peers> library;
    private final Supplier<List<InetAddress>> addresses;

    /// @param required whether a machine that cannot is found wanting
    public WebRtcChecks(Settings settings, Messages messages, boolean required) {
        this(
                settings,
                messages,
                required,
                () -> new OnvoidPeers(settings.webRtc().peers().ports(0, 0)),
                WebRtcChecks::addressesHere);
    }

    /// @param library made to be tried out
    /// @param addresses of this machine
    WebRtcChecks(
            Settings settings,
            Messages messages,
            boolean required,
            Supplier<Peers> library,
            Supplier<List<InetAddress>> addresses) {
        this.settings = settings;
        this.messages = messages;
        this.required = required;
        this.library = library;
        this.addresses = addresses;
    }

    public List<Check> checks() {
        if (!settings.webRtc().wanted()) {
            return List.of(check("library", () -> new Finding.Note(text("off"))));
        }
        var checks = new ArrayList<Check>();
        if (settings.forwardsBrowsers()) {
            checks.add(check("model", this::model));
        }
        checks.add(check("library", this::tryOut));
        checks.add(check("ports", this::ports));
        checks.add(check("way", this::way));
        checks.add(check("relay", this::relay));
        if (settings.forwardsBrowsers()) {
            checks.add(check("sound", this::sound));
        }
        return checks;
    }

    /// The audio of these calls does not come here, which people may not expect.
    private Finding model() {
        return isForwarded()
                ? new Finding.Pass(text("model", settings.openAi().main().baseUrl().getHost()))
                : new Finding.Note(text("model.hindered"));
    }

    /// Then the library serves those that the model does not take.
    private boolean isForwarded() {
        return settings.forwardsBrowsers()
                && OpenAiOffers.hindrance(settings.openAi().main()).isEmpty();
    }

    /// Whether what an operator wants to hear of calls is there to be heard.
    private Finding sound() {
        var wishes = UnheardCalls.wishes(settings);
        return wishes.isEmpty()
                ? new Finding.Pass(text("sound.straight"))
                : new Finding.Note(text("sound.unheard", String.join(", ", wishes)));
    }

    private Check check(String name, Check.Look look) {
        return new Check(text("check." + name), look);
    }

    /// Loads it, and has it talk to itself: about three seconds.
    private Finding tryOut() throws InterruptedException {
        try (var peers = library.get()) {
            return switch (peers.prepare()) {
                case Availability.Ready(var name) -> new Finding.Pass(text("ready", name));
                case Availability.Untried _ -> new Finding.Note(text("untried"));
                case Availability.Missing missing -> missing(missing);
            };
        }
    }

    private Finding missing(Availability.Missing missing) {
        var detail = text(isForwarded() ? "missing.forwarded" : "missing", missing.detail());
        return required && !isForwarded()
                ? new Finding.Fail(
                        detail,
                        text(
                                "remedy." + missing.cause().word(),
                                String.join(" ", missing.packages())))
                : new Finding.Note(detail);
    }

    /// A connection takes a port for each family of addresses.
    private Finding ports() {
        var peers = settings.webRtc().peers();
        int free = 0;
        for (int port = peers.firstPort(); port <= peers.lastPort(); port++) {
            free += isFree(port) ? 1 : 0;
        }
        int all = peers.lastPort() - peers.firstPort() + 1;
        var range = peers.firstPort() + "-" + peers.lastPort();
        if (peers.firstPort() == 0) {
            return new Finding.Pass(text("ports.any"));
        }
        return free == 0
                ? new Finding.Fail(text("ports.none", range), text("remedy.ports"))
                : new Finding.Pass(text("ports", range, free, all));
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    private Finding way() {
        var outside = settings.webRtc().peers().advertised();
        var range = settings.webRtc().peers();
        var ports = range.firstPort() + "-" + range.lastPort();
        if (!outside.isEmpty()) {
            return new Finding.Pass(text("way.told", String.join(", ", outside), ports));
        }
        var here = addresses.get();
        if (here.isEmpty()) {
            return new Finding.Note(text("way.none"));
        }
        var shown =
                here.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
        return here.stream().allMatch(WebRtcChecks::isPrivate)
                ? new Finding.Note(text("way.private", shown))
                : new Finding.Pass(text("way.public", shown, ports));
    }

    /// Whether the servers answer is looked at with those of the console's doors.
    private Finding relay() {
        var turn = settings.access().voice().ice().turn();
        return turn.isEmpty()
                ? new Finding.Note(text("relay.none"))
                : new Finding.Pass(text("relay", String.join(", ", turn)));
    }

    /// RFC 1918, RFC 6598, RFC 4193.
    private static boolean isPrivate(InetAddress address) {
        var bytes = address.getAddress();
        boolean unique = address instanceof Inet6Address && (bytes[0] & 0xFE) == 0xFC;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        return address.isSiteLocalAddress() || unique || shared;
    }

    private static List<InetAddress> addressesHere() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
                    .toList();
        } catch (SocketException _) {
            return List.of();
        }
    }

    private String text(String key, Object... arguments) {
        return messages.text("doctor.webrtc." + key, arguments);
    }
}
