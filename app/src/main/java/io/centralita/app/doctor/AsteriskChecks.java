package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.server.AsteriskPlaces;
import io.centralita.app.server.LocalAddress;
import io.centralita.app.settings.AsteriskKeys;
import io.centralita.app.settings.AsteriskSetup;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.ari.AriFinding.Application;
import io.centralita.channel.asterisk.ari.AriFinding.Ready;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether these settings fit an Asterisk that answers: modules, application, addresses.
public final class AsteriskChecks {
    private final AsteriskSetup setup;
    private final int maximum;
    private final Messages messages;
    private final String application;
    private final Ready found;
    private final @Nullable Boolean running;

    /// @param application our name there
    /// @param found what Asterisk says of itself
    /// @param running whether the server that runs on this machine hears the Asterisk's events;
    ///   null where none runs
    public AsteriskChecks(
            Settings settings,
            Messages messages,
            String application,
            Ready found,
            @Nullable Boolean running) {
        this.setup = settings.asterisk();
        this.maximum = settings.calls().maximum();
        this.messages = messages;
        this.application = application;
        this.found = found;
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
                check("modules", this::modules),
                check("application", this::application),
                check("address", this::address),
                check("sessions", this::sessions));
    }

    private Check check(String what, Check.Look look) {
        return new Check(text("check." + what), look);
    }

    private Finding modules() {
        var modules = asterisk();
        var available = String.join(", ", modules.available());
        var missing = modules.missing(setup);
        if (!missing.isEmpty()) {
            return new Finding.Fail(
                    text("modules-missing", String.join(", ", missing)),
                    text("remedy.modules", missing.getFirst()));
        }
        if (modules.isTooOld(setup.transport())) {
            return new Finding.Fail(
                    text("too-old", modules.version(), AsteriskModules.name(setup.transport())),
                    text("remedy.too-old", available));
        }
        var chosen = modules.chosen(setup.transport());
        return chosen.isPresent()
                ? new Finding.Pass(text("modules", available, chosen.get()))
                : new Finding.Fail(text("no-transport"), text("remedy.no-transport"));
    }

    private AsteriskModules asterisk() {
        return new AsteriskModules(
                found.info().version(),
                Set.copyOf(found.modules()),
                setup.media().websocketClient().isPresent());
    }

    /// What calls would go by.
    private Optional<String> chosen() {
        return asterisk().chosen(setup.transport());
    }

    private Finding application() {
        if (Boolean.FALSE.equals(running)) {
            return new Finding.Fail(
                    text("not-heard", application), text("remedy.not-heard", application));
        }
        if (Boolean.TRUE.equals(running)) {
            return new Finding.Pass(text("ours", application));
        }
        return switch (found.application()) {
            case Application.Free() -> new Finding.Pass(text("free", application));
            case Application.Taken() ->
                    new Finding.Fail(text("taken", application), text("remedy.taken", application));
            case Application.Occupied(var what) ->
                    new Finding.Note(text("occupied", application, what.channels().size()));
        };
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

    /// Asterisk tells nobody its `sessionlimit`: what it has to be is said.
    private Finding sessions() {
        var needed = AsteriskSessions.of(setup, chosen().orElse(""), maximum);
        var told = text("sessions", maximum, needed.all(), needed.media(), needed.others());
        return needed.fitsDefault()
                ? new Finding.Pass(told)
                : new Finding.Note(told + ": " + text("sessions-more", needed.advised()));
    }

    private String text(String key, Object... arguments) {
        return messages.text("doctor.asterisk." + key, arguments);
    }
}
