package io.centralita.app.doctor;

import io.centralita.app.settings.AsteriskSetup;
import io.centralita.app.settings.AsteriskSetup.Direct;
import io.centralita.channel.asterisk.Abilities;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which modules of Asterisk calls need, and which ways of audio an Asterisk has.
///
/// @param version of it
/// @param running its modules, with `.so`
/// @param connects whether it is to open media WebSockets itself
record AsteriskModules(String version, Set<String> running, boolean connects) {
    /// What every call needs.
    private static final List<String> ALWAYS =
            List.of(
                    "res_ari.so",
                    "res_ari_channels.so",
                    "res_ari_bridges.so",
                    "res_http_websocket.so",
                    "res_stasis.so",
                    "app_stasis.so",
                    "bridge_simple.so");

    private static final List<Transport> BEST_FIRST =
            List.of(Transport.WEBSOCKET, Transport.AUDIOSOCKET, Transport.RTP);

    AsteriskModules {
        running = Set.copyOf(running);
    }

    static String name(Transport transport) {
        return transport.name().toLowerCase(Locale.ROOT);
    }

    /// Ways of audio that are there, by their words, the best first.
    List<String> available() {
        return BEST_FIRST.stream().filter(this::has).map(AsteriskModules::name).toList();
    }

    private boolean has(Transport one) {
        return Abilities.has(name(one), connects, version, running);
    }

    /// What calls would go by, under these settings.
    Optional<String> chosen(Transport wanted) {
        return available().stream()
                .filter(one -> wanted == Transport.AUTO || one.equals(name(wanted)))
                .findFirst();
    }

    /// Whether a way has its modules, in a version that is too old.
    boolean isTooOld(Transport wanted) {
        return wanted != Transport.AUTO && missingFor(wanted).isEmpty() && !has(wanted);
    }

    /// What these settings need and is not there.
    List<String> missing(AsteriskSetup setup) {
        var missing = new ArrayList<>(absent(ALWAYS));
        if (setup.transport() != Transport.AUTO) {
            missing.addAll(missingFor(setup.transport()));
        } else if (chosen(Transport.AUTO).isEmpty()) {
            missing.addAll(missingFor(Transport.AUDIOSOCKET));
            missing.addAll(missingFor(Transport.RTP));
        }
        if (connects) {
            missing.addAll(absent(List.of("res_websocket_client.so")));
        }
        if (setup.direct() != Direct.OFF) {
            missing.addAll(absent(List.of("app_audiosocket.so")));
        }
        return missing.stream().distinct().toList();
    }

    private List<String> missingFor(Transport transport) {
        return transport == Transport.AUTO
                ? List.of()
                : absent(Abilities.modulesOf(name(transport), connects));
    }

    private List<String> absent(List<String> modules) {
        return modules.stream().filter(module -> !running.contains(module)).toList();
    }
}
