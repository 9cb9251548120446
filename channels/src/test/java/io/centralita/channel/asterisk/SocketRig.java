package io.centralita.channel.asterisk;

import io.centralita.call.handover.Briefing.Spoken;
import io.centralita.call.leg.AfterFailure;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.asterisk.AsteriskSettings.DialPlan;
import io.centralita.channel.asterisk.AsteriskSettings.Limits;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.ari.AriClient;
import io.centralita.channel.asterisk.ari.AriEvents;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.ari.ConnectingEvents;
import io.centralita.channel.asterisk.audiosocket.AudioSocketAbilities;
import io.centralita.channel.asterisk.audiosocket.AudioSocketSettings;
import io.centralita.channel.asterisk.audiosocket.AudioSocketTransport;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.centralita.channel.asterisk.rtp.RtpSettings;
import io.centralita.channel.asterisk.rtp.RtpTransport;
import io.centralita.channel.asterisk.websocket.MediaWebSockets;
import io.centralita.channel.asterisk.websocket.WebSocketSettings;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.centralita.media.AudioFormat;
import io.centralita.media.Silence;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// The whole channel and a fake Asterisk over real sockets, with a switchboard made of method
/// calls.
final class SocketRig implements AutoCloseable {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String HERE = "127.0.0.1";

    /// Pings and attempts follow more quickly than in earnest.
    private static final AriSettings.Limits QUICK =
            new AriSettings.Limits(
                    Duration.ofSeconds(5),
                    Duration.ofMillis(200),
                    Duration.ofMillis(500),
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    16);

    final FakeAsterisk asterisk;

    /// Of calls and requests; audio goes by the system's.
    final AheadTime time = new AheadTime();

    final ScriptedIntake intake;
    final List<String> recordings = new CopyOnWriteArrayList<>();
    final AsteriskChannel channel;
    private final List<MediaTransport> transports;
    private final AriClient ari;
    private final ConnectingEvents events;

    SocketRig(Transport kind, ScriptedLegs.Behaviour behaviour, Settings settings) {
        this(kind, behaviour, settings, Recording.OFF);
    }

    SocketRig(
            Transport kind,
            ScriptedLegs.Behaviour behaviour,
            Settings ofAsterisk,
            Recording recording) {
        this(kind, behaviour, ofAsterisk, recording, true);
    }

    /// @param answers whether calls are answered at once; else when the intake says so
    SocketRig(
            Transport kind,
            ScriptedLegs.Behaviour behaviour,
            Settings ofAsterisk,
            Recording recording,
            boolean answers) {
        this(
                kind,
                new ScriptedIntake(behaviour, answers),
                ofAsterisk.withSessionLimit(2_000),
                recording,
                DialPlan.DEFAULT);
    }

    /// @param ofAsterisk its session limit included
    SocketRig(
            Transport kind,
            ScriptedIntake intake,
            Settings ofAsterisk,
            Recording recording,
            DialPlan dialPlan) {
        asterisk = FakeAsterisk.start(VERTX, ofAsterisk);
        this.intake = intake;
        var settings =
                new AsteriskSettings(
                        new AriSettings(
                                asterisk.baseUrl(),
                                Settings.USERNAME,
                                Settings.PASSWORD,
                                Settings.APPLICATION,
                                AriSettings.Events.CONNECT,
                                QUICK),
                        kind,
                        AfterFailure.HANG_UP,
                        recording,
                        dialPlan,
                        new Limits(1_000, Duration.ofSeconds(5), Duration.ofSeconds(25)));
        ari = new AriClient(VERTX, settings.ari(), time, ChannelMetrics.NONE);
        events = ConnectingEvents.of(VERTX, settings.ari(), ari, time, ChannelMetrics.NONE);
        var clocks = new PacingClocks(VERTX, Time.SYSTEM, ChannelMetrics.NONE);
        var client = ofAsterisk.clients().keySet().stream().findFirst();
        transports =
                kind == Transport.AUTO
                        ? Stream.of(Transport.WEBSOCKET, Transport.AUDIOSOCKET, Transport.RTP)
                                .map(one -> transport(one, settings, client, clocks))
                                .toList()
                        : List.of(transport(kind, settings, client, clocks));
        var metrics = ChannelMetrics.NONE;
        channel =
                new AsteriskChannel(
                        new Surroundings(
                                settings,
                                ari,
                                new TransportChoice(kind, transports),
                                intake,
                                new Sentences(
                                        new BundledTexts(),
                                        (_, _, format) -> Optional.of(quiet(format))),
                                (_, format) ->
                                        CompletableFuture.completedStage(
                                                new Spoken("who calls", quiet(format))),
                                new Recorder(
                                        settings, (call, _) -> recordings.add(call), time, metrics),
                                new CallRoster(),
                                Ids.ofThisProcess(Settings.APPLICATION),
                                new Broom(ari, metrics),
                                time,
                                metrics),
                        events.subscribe());
        events.start();
        CallsRig.await(
                () ->
                        asterisk.asked().stream()
                                .anyMatch(asked -> asked.toString().contains("bridges")));
    }

    private static byte[] quiet(AudioFormat format) {
        return Silence.bytes(format.codec(), format.bytes(Duration.ofMillis(200)));
    }

    /// @param client by which Asterisk connects to us; where there is none, we connect to it
    private static MediaTransport transport(
            Transport kind,
            AsteriskSettings settings,
            Optional<String> client,
            PacingClocks clocks) {
        return switch (kind) {
            case AUTO, WEBSOCKET ->
                    new MediaWebSockets(
                            VERTX,
                            new WebSocketSettings(
                                    WebSocketSettings.besideAri(settings.ari().url().orElseThrow()),
                                    client,
                                    WebSocketSettings.Visitors.OF_THIS_MACHINE,
                                    OptionalInt.of(8_000),
                                    false,
                                    WebSocketSettings.Limits.DEFAULT),
                            DirectCalls.NONE,
                            clocks,
                            ChannelMetrics.NONE);
            case AUDIOSOCKET -> {
                var transport =
                        new AudioSocketTransport(
                                VERTX,
                                AudioSocketSettings.local().at(HERE, 0, HERE),
                                AudioSocketAbilities.of("22.10.1"),
                                DirectCalls.NONE,
                                clocks,
                                ChannelMetrics.NONE);
                transport.listen().toCompletionStage().toCompletableFuture().join();
                yield transport;
            }
            case RTP ->
                    new RtpTransport(
                            VERTX,
                            RtpSettings.at("127.0.0.1").ports(41_200, 42_199),
                            clocks,
                            ChannelMetrics.NONE);
        };
    }

    /// How the connection of events is.
    AriEvents.State state() {
        return events.status().state();
    }

    /// Nothing of any call is left, anywhere.
    void awaitTidy() {
        CallsRig.await(
                () -> channel.calls() == 0 && lines() == 0 && asterisk.leftovers().isEmpty());
    }

    private int lines() {
        return transports.stream().mapToInt(MediaTransport::lines).sum();
    }

    /// Lines that are open or prepared, by transport.
    int lines(String name) {
        return transports.stream()
                .filter(one -> one.name().equals(name))
                .mapToInt(MediaTransport::lines)
                .sum();
    }

    /// The process ends. Its patience with calls that go on passes meanwhile.
    void shutDown() {
        try (var _ = new PassingTime(time::advance)) {
            channel.close();
        }
    }

    @Override
    public void close() {
        channel.close();
        events.close();
        ari.close();
        transports.forEach(MediaTransport::close);
        asterisk.close();
    }
}
