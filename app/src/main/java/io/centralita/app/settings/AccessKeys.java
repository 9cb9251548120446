package io.centralita.app.settings;

import io.centralita.app.settings.Kind.Time.Unit;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.asterisk.audiosocket.Network;
import io.centralita.console.login.ProviderRoutes;
import io.centralita.console.oidc.Allowed;
import io.centralita.console.oidc.OidcSettings;
import io.centralita.console.voice.IceServers;
import io.centralita.console.voice.VoiceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The settings of who may use the console, and who may call from a browser.
public final class AccessKeys {
    public static final Setting<String> PASSWORD_HASH =
            new Setting<>("CONSOLE_PASSWORD_HASH", new PasswordHash(), null, Setting.Use.SECRET);
    public static final Setting<List<Network>> TRUSTED_PROXIES =
            Setting.of("TRUSTED_PROXIES", new Networks(), "127.0.0.0/8, ::1");
    public static final Setting<URI> OIDC_ISSUER =
            Setting.of("OIDC_ISSUER", new Kind.Address(List.of("https", "http")), null);
    public static final Setting<String> OIDC_CLIENT_ID =
            Setting.of("OIDC_CLIENT_ID", new Kind.Text(), null);
    public static final Setting<String> OIDC_CLIENT_SECRET = Setting.secret("OIDC_CLIENT_SECRET");
    public static final Setting<List<Allowed>> OIDC_ALLOWED =
            Setting.of("OIDC_ALLOWED", new AllowedPeople(), null);

    public static final Setting<List<String>> STUN_URLS =
            Setting.of("STUN_URLS", IceUrls.STUN, null);
    public static final Setting<List<String>> TURN_URLS =
            Setting.of("TURN_URLS", IceUrls.TURN, null);
    public static final Setting<String> TURN_SECRET = Setting.secret("TURN_SECRET");
    public static final Setting<Duration> TURN_TTL =
            Setting.of(
                    "TURN_TTL",
                    new Kind.Time(Unit.SECONDS, Duration.ofMinutes(5), Duration.ofDays(1)),
                    "2 h");
    public static final Setting<Duration> TOKEN_TTL =
            Setting.of(
                    "VOICE_TOKEN_TTL",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(30), Duration.ofHours(1)),
                    "5 min");

    static final List<Setting<?>> VOICE =
            List.of(STUN_URLS, TURN_URLS, TURN_SECRET, TURN_TTL, TOKEN_TTL);

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private AccessKeys() {}

    static AccessSetup setup(Reading reading) {
        return new AccessSetup(
                reading.find(PASSWORD_HASH).map(Secret::new).orElse(null),
                reading.get(TRUSTED_PROXIES),
                identity(reading),
                new VoiceSettings(
                        new IceServers(
                                reading.find(STUN_URLS).orElse(List.of()),
                                reading.find(TURN_URLS).orElse(List.of()),
                                reading.find(TURN_SECRET),
                                reading.get(TURN_TTL)),
                        reading.get(TOKEN_TTL)));
    }

    private static @Nullable OidcSettings identity(Reading reading) {
        var issuer = reading.find(OIDC_ISSUER);
        if (issuer.isEmpty()) {
            return null;
        }
        var base = reading.get(Keys.PUBLIC_URL).toString();
        return new OidcSettings(
                issuer.get(),
                reading.get(OIDC_CLIENT_ID),
                reading.get(OIDC_CLIENT_SECRET),
                reading.get(OIDC_ALLOWED),
                URI.create(
                        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                                + ProviderRoutes.CALLBACK));
    }

    /// @param set the settings that somebody has set, right or wrong
    static List<Problem> problems(Map<Setting<?>, Object> values, Set<Setting<?>> set) {
        var problems = new ArrayList<Problem>();
        if (set.contains(Keys.CONSOLE_PASSWORD) && set.contains(PASSWORD_HASH)) {
            problems.add(new Problem("settings.two-console-passwords"));
        }
        var identity = List.of(OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ALLOWED);
        if (identity.stream().anyMatch(set::contains)) {
            var missing =
                    Stream.concat(identity.stream(), Stream.of(Keys.PUBLIC_URL))
                            .filter(setting -> !set.contains(setting))
                            .map(Setting::name)
                            .toList();
            if (!missing.isEmpty()) {
                problems.add(new Problem("settings.oidc-incomplete", String.join(", ", missing)));
            }
        }
        if (values.get(OIDC_ISSUER) instanceof URI issuer
                && "http".equalsIgnoreCase(issuer.getScheme())
                && !THIS_MACHINE.contains(issuer.getHost())) {
            problems.add(new Problem("settings.oidc-plain", issuer));
        }
        if (set.contains(TURN_URLS) != set.contains(TURN_SECRET)) {
            problems.add(new Problem("settings.turn-half"));
        }
        return problems;
    }
}
