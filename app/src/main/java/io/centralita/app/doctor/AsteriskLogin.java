package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.text.Messages;
import io.centralita.channel.asterisk.ari.AriFinding;
import io.centralita.channel.asterisk.ari.AriFinding.Ready;
import io.centralita.channel.asterisk.ari.AriProbe;
import io.centralita.channel.asterisk.ari.AriSettings;
import java.util.Optional;

/// Whether we may ask an Asterisk and are told, and if not, what stands in the way. Belongs to one
/// thread.
public final class AsteriskLogin {
    private final Messages messages;
    private final AriSettings settings;
    private final AriProbe probe;
    private Optional<Ready> ready = Optional.empty();

    public AsteriskLogin(Messages messages, AriSettings settings, AriProbe probe) {
        this.messages = messages;
        this.settings = settings;
        this.probe = probe;
    }

    public Check check() {
        return new Check(text("check.login"), this::look);
    }

    /// What it says of itself, once the check has been run; empty where something is wrong.
    public Optional<Ready> ready() {
        return ready;
    }

    private Finding look() throws InterruptedException {
        return switch (probe.look()) {
            case Ready found -> {
                ready = Optional.of(found);
                yield new Finding.Pass(text("version", found.info().version()));
            }
            case AriFinding.UnknownHost(var host) -> fail("unknown-host", host);
            case AriFinding.NothingListens(var host, int port) -> fail("closed", host, "" + port);
            case AriFinding.NoAnswer(var host, int port) -> fail("no-answer", host, "" + port);
            case AriFinding.TlsFailed(var host, int port, var detail) ->
                    fail("tls", host, "" + port, detail);
            case AriFinding.ClosedUnanswered(var host, int port) ->
                    fail("unanswered", host, "" + port);
            case AriFinding.NotHttp(var host, int port) -> fail("no-http", host, "" + port);
            case AriFinding.NotAsterisk(var server, int status) ->
                    fail("not-asterisk", server, "" + status);
            case AriFinding.AriDisabled(_) -> fail("no-ari", settings.base().toString());
            case AriFinding.AriIncomplete(var modules) ->
                    fail("incomplete", String.join(", ", modules), modules.getFirst());
            case AriFinding.WrongCredentials() -> fail("credentials", settings.username());
            case AriFinding.ReadOnly(_) -> fail("read-only", settings.username());
            case AriFinding.NoEvents(_, int status) -> fail("no-events", "" + status);
            case AriFinding.Failing(int status) -> fail("failing", "" + status);
        };
    }

    private Finding fail(String what, Object... with) {
        return new Finding.Fail(text("login." + what, with), text("remedy.login." + what, with));
    }

    private String text(String key, Object... arguments) {
        return messages.text("doctor.asterisk." + key, arguments);
    }
}
