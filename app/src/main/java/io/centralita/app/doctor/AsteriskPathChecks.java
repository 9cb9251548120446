package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.doctor.MediaPathProbe.Outcome;
import io.centralita.app.server.AsteriskPlaces;
import io.centralita.app.settings.AsteriskSetup;
import io.centralita.app.text.Messages;
import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriEvents;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.media.MediaTransport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Whether audio comes through: a call of ours to ourselves over each way of audio there is.
public final class AsteriskPathChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// What a tone may lose or gain on its way through two codecs.
    private static final double MOST_DB = 3;

    /// A caller notices more than this in each answer.
    private static final Duration MOST_DELAY = Duration.ofMillis(400);

    private final AsteriskSetup setup;
    private final Messages messages;
    private final AriSettings settings;
    private final Ari ari;
    private final Arrivals arrivals;

    /// @param settings with an application of its own
    /// @param events not begun; of the same application
    public AsteriskPathChecks(
            AsteriskSetup setup,
            Messages messages,
            AriSettings settings,
            Ari ari,
            AriEvents events) {
        this.setup = setup;
        this.messages = messages;
        this.settings = settings;
        this.ari = ari;
        arrivals = new Arrivals(events.subscribe());
        events.start();
    }

    /// @param transports as they are opened for this
    /// @param version of Asterisk
    /// @param modules that it has
    public List<Check> checks(
            List<MediaTransport> transports, String version, List<String> modules) {
        var available = new AsteriskModules(version, Set.copyOf(modules), false).available();
        return transports.stream()
                .filter(transport -> available.contains(transport.name()))
                .map(
                        transport ->
                                new Check(
                                        text("check.path", transport.name()),
                                        () -> look(transport)))
                .toList();
    }

    private Finding look(MediaTransport transport) throws InterruptedException {
        if (!arrivals.areHeard(PATIENCE)) {
            return new Finding.Fail(
                    text("no-events", settings.application()), text("remedy.no-events"));
        }
        var probe = new MediaPathProbe(ari, arrivals, settings.application());
        return switch (probe.look(transport)) {
            case Outcome.Through through -> through(through);
            case Outcome.Silent(int frames) ->
                    new Finding.Fail(text("silent", frames), text(remedy(transport)));
            case Outcome.Refused(var failure) ->
                    new Finding.Fail(String.valueOf(failure.getMessage()), text("remedy.refused"));
            case Outcome.NotConnected(var word) ->
                    new Finding.Fail(text("not-connected", word), text(remedy(transport)));
        };
    }

    private String remedy(MediaTransport transport) {
        return "remedy.path." + transport.name();
    }

    private Finding through(Outcome.Through heard) {
        var told =
                text(
                        "through",
                        heard.delay().toMillis(),
                        heard.levelDb(),
                        heard.format().codec() + " " + heard.format().sampleRateHz());
        if (Math.abs(heard.levelDb()) > MOST_DB) {
            return new Finding.Fail(told, text("remedy.level"));
        }
        return heard.delay().compareTo(MOST_DELAY) > 0
                ? new Finding.Fail(told, text("remedy.delay"))
                : new Finding.Pass(told);
    }

    private String text(String key, Object... arguments) {
        return messages.text(
                "doctor.asterisk." + key, key.startsWith("remedy.path.") ? where() : arguments);
    }

    /// What remedies of a way of audio name.
    private Object[] where() {
        var media = setup.media();
        return new Object[] {
            Objects.toString(settings.base().getHost()),
            AsteriskPlaces.of(setup).advertised(),
            "" + media.audioSocketPort(),
            media.rtpPorts().toString()
        };
    }
}
