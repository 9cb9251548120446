package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.console.oidc.OidcFailure;
import io.centralita.console.oidc.OidcSettings;
import io.centralita.console.oidc.OpenIdLogin;
import io.centralita.console.voice.IceServers;
import io.centralita.console.voice.TurnProbe;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Whether those outside serve by whom people sign in to the console, and by whom calls from
/// browsers find their way.
public final class AccessChecks {
    private static final int UNAUTHORIZED = 401;
    private static final String PROBE = "doctor";

    private final Settings settings;
    private final Messages messages;

    public AccessChecks(Settings settings, Messages messages) {
        this.settings = settings;
        this.messages = messages;
    }

    public boolean isConfigured() {
        var ice = settings.access().voice().ice();
        return settings.access().identity() != null
                || !ice.stun().isEmpty()
                || !ice.turn().isEmpty();
    }

    public List<Check> checks() {
        var checks = new ArrayList<Check>();
        var identity = settings.access().identity();
        if (identity != null) {
            checks.add(check("identity", identity.issuer().toString(), () -> identity(identity)));
        }
        var ice = settings.access().voice().ice();
        ice.stun().forEach(url -> checks.add(check("stun", url, () -> stun(url))));
        ice.turn().forEach(url -> checks.add(check("turn", url, () -> turn(ice, url))));
        if (ice.turn().isEmpty()) {
            checks.add(check("turn", "TURN", () -> new Finding.Note(text("no-turn"))));
        }
        return checks;
    }

    private Check check(String what, String where, Check.Look look) {
        return new Check(text("check." + what, where), look);
    }

    private Finding identity(OidcSettings identity) throws InterruptedException {
        try (var login = new OpenIdLogin(identity, InstantSource.system())) {
            login.probe();
            return new Finding.Pass(text("identity.right", identity.redirect()));
        } catch (OidcFailure e) {
            return new Finding.Fail(String.valueOf(e.getMessage()), text("identity.remedy"));
        }
    }

    private Finding stun(String url) {
        try {
            var seen = TurnProbe.seenAs(url);
            return new Finding.Pass(text("stun.right", seen.getAddress().getHostAddress()));
        } catch (IOException e) {
            return unreachable(e);
        }
    }

    private Finding turn(IceServers ice, String url) {
        var credentials = ice.credentials(PROBE, InstantSource.system().instant());
        try {
            var answer = TurnProbe.allocate(url, credentials.username(), credentials.password());
            if (answer.relays()) {
                return new Finding.Pass(text("turn.right"));
            }
            var code = String.valueOf(answer.error());
            return new Finding.Fail(
                    text("turn.refused", code),
                    text(answer.error() == UNAUTHORIZED ? "turn.secret" : "turn.remedy"));
        } catch (IOException e) {
            return unreachable(e);
        }
    }

    private Finding unreachable(IOException e) {
        return new Finding.Fail(text("unreachable", e.toString()), text("unreachable.remedy"));
    }

    private String text(String key, Object... arguments) {
        return messages.text("doctor.access." + key, arguments);
    }
}
