package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.media.MediaTransport;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which transports are tried, and in which order: what the settings want, as far as the Asterisk
/// in front of us has it. Before it was asked, and where it has none of them by its own word, all
/// are tried. Thread-safe.
final class TransportChoice {
    private static final Logger log = LoggerFactory.getLogger(TransportChoice.class);

    private final List<MediaTransport> wanted;
    private volatile List<MediaTransport> usable;

    TransportChoice(AsteriskSettings.Transport setting, List<MediaTransport> transports) {
        wanted =
                transports.stream()
                        .filter(one -> isWanted(setting, one))
                        .sorted(Comparator.comparingInt(TransportChoice::rank))
                        .toList();
        usable = wanted;
    }

    List<MediaTransport> inOrder() {
        return usable;
    }

    /// Asterisk has said who it is.
    void asteriskIs(Ari.Info info, List<String> modules) {
        wanted.forEach(one -> one.asteriskIs(info.version()));
        var running = Set.copyOf(modules);
        var found = wanted.stream().filter(one -> isThere(one, info.version(), running)).toList();
        usable = found.isEmpty() ? wanted : found;
        log.atInfo()
                .addKeyValue("version", info.version())
                .addKeyValue("transports", usable.stream().map(MediaTransport::name).toList())
                .log("Asterisk was asked what it has");
    }

    private static boolean isThere(MediaTransport one, String version, Set<String> modules) {
        return Abilities.has(one.name(), one.asteriskConnects(), version, modules);
    }

    private static boolean isWanted(AsteriskSettings.Transport setting, MediaTransport one) {
        return setting == AsteriskSettings.Transport.AUTO || nameOf(setting).equals(one.name());
    }

    private static int rank(MediaTransport one) {
        var names = AsteriskSettings.BEST_FIRST.stream().map(TransportChoice::nameOf).toList();
        int rank = names.indexOf(one.name());
        return rank < 0 ? names.size() : rank;
    }

    private static String nameOf(AsteriskSettings.Transport setting) {
        return switch (setting) {
            case AUTO -> "";
            case WEBSOCKET -> "websocket";
            case AUDIOSOCKET -> "audiosocket";
            case RTP -> "rtp";
        };
    }
}
