package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.server.AsteriskPlaces;
import io.centralita.app.server.LocalAddress;
import io.centralita.app.settings.AsteriskKeys;
import io.centralita.app.settings.AsteriskSetup;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.channel.asterisk.ari.AriSettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an Asterisk says of itself, and whether these settings fit it: log-in, version, modules,
/// application, addresses.
public final class AsteriskChecks {
    private final AsteriskSetup setup;
    private final Messages messages;
    private final AriSettings settings;
    private final Ari ari;
    private final @Nullable Boolean running;

    /// @param settings with an Asterisk
    /// @param running whether the server that runs on this machine hears the Asterisk's events;
    ///   null where none runs
    public AsteriskChecks(
            Settings settings,
            Messages messages,
            AriSettings ariSettings,
            Ari ari,
            @Nullable Boolean running) {
        this.setup = settings.asterisk();
        this.messages = messages;
        this.settings = ariSettings;
        this.ari = ari;
        this.running = running;
    }

    /// Whether there is anything to look at.
    public static boolean isConfigured(Settings settings) {
        return settings.asterisk().ari() != null;
    }

    /// For settings without an Asterisk.
    public static List<Check> nothing(Messages messages) {
        return List.of(
                new Check(
                        messages.text("doctor.asterisk.check.login"),
                        () -> new Finding.Note(messages.text("doctor.asterisk.unset"))));
    }

    public List<Check> checks() {
        return List.of(
                check("login", () -> asked(this::login)),
                check("modules", () -> asked(this::modules)),
                check("application", () -> asked(this::application)),
                check("address", this::address));
    }

    private Check check(String what, Check.Look look) {
        return new Check(text("check." + what), look);
    }

    @FunctionalInterface
    private interface Question {
        Finding ask() throws AriFailure, InterruptedException;
    }

    private Finding asked(Question question) throws InterruptedException {
        try {
            return question.ask();
        } catch (AriFailure failure) {
            return failed(failure, settings, messages);
        }
    }

    /// What to do about an answer that is none.
    static Finding failed(AriFailure failure, AriSettings settings, Messages messages) {
        var url = settings.url().toString();
        var host = settings.url().getHost();
        return switch (failure.reason()) {
            case Reason.Refused(int status, _) when status == 401 || status == 403 ->
                    fail(messages, "HTTP " + status, "remedy.login", settings.username());
            case Reason.Refused(int status, _) when status == 404 ->
                    fail(messages, "HTTP 404", "remedy.no-ari", url);
            case Reason.Refused(int status, var message) ->
                    fail(messages, "HTTP " + status + " " + message, "remedy.refused", url);
            case Reason.Unreachable _ ->
                    fail(messages, url, "remedy.unreachable", host, "" + settings.url().getPort());
            case Reason.TimedOut _ ->
                    fail(messages, url, "remedy.late", host, "" + settings.url().getPort());
            case Reason.Garbled _ -> fail(messages, url, "remedy.garbled", url);
        };
    }

    private static Finding fail(Messages messages, String detail, String remedy, Object... with) {
        return new Finding.Fail(detail, messages.text("doctor.asterisk." + remedy, with));
    }

    private Finding login() throws AriFailure, InterruptedException {
        return new Finding.Pass(text("version", ari.info().version()));
    }

    private Finding modules() throws AriFailure, InterruptedException {
        var found = new AsteriskModules(ari.info().version(), Set.copyOf(ari.modules()));
        var available = String.join(", ", found.available());
        var missing = found.missing(setup);
        if (!missing.isEmpty()) {
            return new Finding.Fail(
                    text("modules-missing", String.join(", ", missing)),
                    text("remedy.modules", missing.getFirst()));
        }
        if (found.isTooOld(setup.transport())) {
            return new Finding.Fail(
                    text("too-old", found.version(), AsteriskModules.name(setup.transport())),
                    text("remedy.too-old", available));
        }
        var chosen = found.chosen(setup.transport());
        return chosen.isPresent()
                ? new Finding.Pass(text("modules", available, chosen.get()))
                : new Finding.Fail(text("no-transport"), text("remedy.no-transport"));
    }

    private Finding application() throws AriFailure, InterruptedException {
        var name = settings.application();
        var there = ari.application();
        if (Boolean.FALSE.equals(running)) {
            return new Finding.Fail(text("not-heard", name), text("remedy.not-heard", name));
        }
        if (there.isEmpty()) {
            return new Finding.Pass(text("free", name));
        }
        int calls = there.get().channels().size();
        return running == null
                ? new Finding.Fail(text("taken", name, calls), text("remedy.taken", name))
                : new Finding.Pass(text("ours", name, calls));
    }

    private Finding address() {
        var places = AsteriskPlaces.of(setup);
        var ours = places.advertised();
        boolean far = !LocalAddress.isLoopback(setup.media().asteriskHost());
        if (far && LocalAddress.isLoopback(ours)) {
            return new Finding.Fail(
                    text("address-loopback", ours),
                    text("remedy.address", AsteriskKeys.LOCAL_IP_ADDRESS.name()));
        }
        if (!LocalAddress.isOurs(ours)) {
            return new Finding.Note(text("address-foreign", ours));
        }
        boolean web = setup.transport() == Transport.WEBSOCKET;
        return new Finding.Pass(text(web ? "address-unused" : "address", ours));
    }

    private String text(String key, Object... arguments) {
        return messages.text("doctor.asterisk." + key, arguments);
    }
}
