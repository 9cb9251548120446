package io.centralita.network.answer;

import io.centralita.network.router.NetworkInterface;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The interfaces that people talk about: not those that come and go with sessions.
final class Ports {
    private Ports() {}

    static List<NetworkInterface> fixed(List<NetworkInterface> all) {
        return all.stream().filter(port -> !port.dynamic()).toList();
    }

    /// By its whole name, else by the beginning of it (`sfp1` finds `sfp1-uplink`), else by a word
    /// of its comment.
    static @Nullable NetworkInterface named(List<NetworkInterface> all, String name) {
        var exact = Pattern.compile(Pattern.quote(name), Pattern.CASE_INSENSITIVE);
        var begin = Pattern.compile(Pattern.quote(name) + "[^a-z0-9].*", Pattern.CASE_INSENSITIVE);
        var ports = fixed(all);
        return ports.stream()
                .filter(port -> exact.matcher(port.name()).matches())
                .findFirst()
                .or(() -> ports.stream().filter(p -> begin.matcher(p.name()).matches()).findFirst())
                .or(() -> ports.stream().filter(port -> mentions(port, name)).findFirst())
                .orElse(null);
    }

    private static boolean mentions(NetworkInterface port, String name) {
        return List.of(port.comment().toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).contains(name);
    }
}
