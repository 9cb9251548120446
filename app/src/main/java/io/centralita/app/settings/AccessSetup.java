package io.centralita.app.settings;

import io.centralita.app.settings.Settings.Http;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.asterisk.audiosocket.Network;
import io.centralita.console.access.AccessSettings;
import io.centralita.console.access.ConsolePassword;
import io.centralita.console.oidc.OidcSettings;
import io.centralita.console.voice.VoiceSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may use the console and who may call from a browser.
///
/// @param passwordHash in the place of CONSOLE_PASSWORD; null where there is none
/// @param trustedProxies what they say of who asks is believed
/// @param identity provider that vouches for people; null where none does
/// @param voice calls from browsers
public record AccessSetup(
        @Nullable Secret passwordHash,
        List<Network> trustedProxies,
        @Nullable OidcSettings identity,
        VoiceSettings voice) {
    public static final AccessSetup NONE =
            new AccessSetup(null, List.of(), null, VoiceSettings.STANDARD);

    public AccessSetup {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /// For calls from this machine to itself: nobody comes from elsewhere.
    public AccessSetup alone() {
        return new AccessSetup(passwordHash, trustedProxies, null, voice);
    }

    public AccessSettings console(Http http) {
        return new AccessSettings(
                password(http),
                identity != null,
                address ->
                        trustedProxies.stream()
                                .anyMatch(network -> network.contains(address.getHostAddress())),
                Optional.ofNullable(http.publicUrl()));
    }

    private Optional<ConsolePassword> password(Http http) {
        if (passwordHash != null) {
            return Optional.of(new ConsolePassword.Hashed(passwordHash.value()));
        }
        return Optional.ofNullable(http.consolePassword())
                .map(secret -> new ConsolePassword.Plain(secret.value()));
    }
}
