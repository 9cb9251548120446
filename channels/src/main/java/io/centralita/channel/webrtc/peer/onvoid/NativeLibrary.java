package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.internal.NativeLoader;
import dev.onvoid.webrtc.logging.Logging;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Availability.Cause;
import io.centralita.channel.webrtc.peer.Availability.Missing;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Loads the native half, once for the process, or says what it would take.
final class NativeLibrary {
    private static final String NAME = "webrtc-java";

    /// What it is linked against on Linux, with Debian's packages (bookworm): desktop libraries,
    /// needed to load it though neither screen nor sound card is used.
    private static final Map<String, String> NEEDED = new LinkedHashMap<>();

    static {
        NEEDED.put("libpulse.so.0", "libpulse0");
        NEEDED.put("libudev.so.1", "libudev1");
        NEEDED.put("libX11.so.6", "libx11-6");
        NEEDED.put("libXfixes.so.3", "libxfixes3");
        NEEDED.put("libXrandr.so.2", "libxrandr2");
        NEEDED.put("libXcomposite.so.1", "libxcomposite1");
        NEEDED.put("libdbus-1.so.3", "libdbus-1-3");
    }

    private static @Nullable Availability found;

    private NativeLibrary() {}

    /// Loads it where that was not done. Blocks for 0.2 s, the first time.
    static synchronized Availability load() {
        if (found == null) {
            found = tryToLoad();
        }
        return found;
    }

    private static Availability tryToLoad() {
        var platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        var file = System.mapLibraryName(NAME + "-" + platform);
        if (NativeLoader.class.getClassLoader().getResource(file) == null) {
            return new Missing(Cause.PLATFORM, "no native library for " + platform, List.of());
        }
        // Asked before loading: what is unpacked to be loaded in vain stays behind, 23 MB each
        // time.
        if (platform.startsWith("linux")) {
            var missing = missing(NEEDED);
            if (!missing.isEmpty()) {
                return new Missing(
                        Cause.SYSTEM_LIBRARIES,
                        "not installed: " + String.join(", ", missing.keySet()),
                        List.copyOf(missing.values()));
            }
        }
        try {
            NativeLoader.loadLibrary(NAME);
            Logging.logToDebug(Logging.Severity.NONE);
            return new Availability.Ready(NAME + " " + version());
        } catch (IOException e) {
            return new Missing(Cause.TEMPORARY_DIRECTORY, e.toString(), List.of());
        } catch (UnsatisfiedLinkError e) {
            return notLinked(String.valueOf(e.getMessage()));
        } catch (Exception | LinkageError e) {
            return new Missing(Cause.BROKEN, e.toString(), List.of());
        }
    }

    /// As the library's files are named.
    static String platform(String system, String processor) {
        var name = system.toLowerCase(Locale.ROOT);
        var family =
                name.startsWith("mac os")
                        ? "macos"
                        : name.startsWith("windows") ? "windows" : name.replace(' ', '-');
        var arch =
                switch (processor.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86-64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "aarch64";
                    default -> processor;
                };
        return family + "-" + arch;
    }

    /// Those that the system does not have, in order.
    @SuppressWarnings("restricted")
    static Map<String, String> missing(Map<String, String> needed) {
        var missing = new LinkedHashMap<String, String>();
        for (var library : needed.entrySet()) {
            try (var arena = Arena.ofConfined()) {
                SymbolLookup.libraryLookup(library.getKey(), arena);
            } catch (IllegalArgumentException _) {
                missing.put(library.getKey(), library.getValue());
            }
        }
        return missing;
    }

    private static Missing notLinked(String message) {
        // The loader's words for a directory that is mounted noexec.
        if (message.contains("failed to map segment") || message.contains("not permitted")) {
            return new Missing(Cause.TEMPORARY_DIRECTORY, message, List.of());
        }
        var packages = new ArrayList<String>();
        NEEDED.forEach(
                (library, debian) -> {
                    if (message.contains(library)) {
                        packages.add(debian);
                    }
                });
        return new Missing(
                packages.isEmpty() ? Cause.BROKEN : Cause.SYSTEM_LIBRARIES, message, packages);
    }

    private static String version() {
        var version = NativeLoader.class.getPackage().getImplementationVersion();
        return version == null ? "(unknown version)" : version;
    }
}
