package io.centralita.channel.asterisk;

import io.centralita.call.SteppedTime;
import io.centralita.call.handover.Briefing.Spoken;
import io.centralita.call.leg.AfterFailure;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.asterisk.AsteriskSettings.DialPlan;
import io.centralita.channel.asterisk.AsteriskSettings.Limits;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.AriSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The channel between an Asterisk and a switchboard that are both made of method calls. Time
/// passes when a test says so.
final class CallsRig implements AutoCloseable {
    static final String UNKNOWN = ScriptedIntake.UNKNOWN;

    final PretendAsterisk asterisk = new PretendAsterisk();
    final PretendTransport best = new PretendTransport("websocket", asterisk);
    final PretendTransport other = new PretendTransport("rtp", asterisk);
    final SteppedTime time = new SteppedTime();
    final ScriptedLegs legs;
    final List<LegInfo> received;
    final List<LegPromise> promised;
    final ScriptedIntake intake;
    final List<String> recordings = new CopyOnWriteArrayList<>();
    final CountDownLatch answerNow;
    final Surroundings around;
    final AsteriskChannel channel;
    volatile Spoken briefing = new Spoken("who calls", new byte[480]);
    volatile boolean rendered = true;

    CallsRig(ScriptedLegs.Behaviour behaviour) {
        this(behaviour, settings(Unserved.DIAL_PLAN, AfterFailure.HANG_UP), true);
    }

    /// @param answers whether calls are answered at once; else when [#answerNow] says so
    CallsRig(ScriptedLegs.Behaviour behaviour, AsteriskSettings settings, boolean answers) {
        intake = new ScriptedIntake(behaviour, answers);
        legs = intake.legs;
        received = intake.received;
        promised = intake.promised;
        answerNow = intake.answerNow;
        around =
                new Surroundings(
                        settings,
                        asterisk.ari(),
                        new TransportChoice(settings.transport(), List.of(other, best)),
                        intake,
                        new Sentences(
                                new BundledTexts(),
                                (text, language, format) ->
                                        rendered
                                                ? Optional.of(
                                                        new byte
                                                                [format.bytes(
                                                                        Duration.ofMillis(90))])
                                                : Optional.empty()),
                        (onward, format) -> CompletableFuture.completedStage(briefing),
                        new Recorder(
                                settings,
                                (call, recording) -> recordings.add(call),
                                time,
                                ChannelMetrics.NONE),
                        new CallRoster(),
                        new Ids("centralita", "a1b2c3d4"),
                        new Broom(asterisk.ari(), ChannelMetrics.NONE),
                        time,
                        ChannelMetrics.NONE);
        channel = new AsteriskChannel(around, asterisk.events());
    }

    static AsteriskSettings settings(Unserved unserved, AfterFailure afterFailure) {
        return new AsteriskSettings(
                new AriSettings(
                        URI.create("http://127.0.0.1:8088/ari"),
                        "user",
                        "secret",
                        "centralita",
                        AriSettings.Events.CONNECT,
                        AriSettings.Limits.DEFAULT),
                Transport.AUTO,
                afterFailure,
                Recording.OFF,
                new DialPlan(unserved, List.of("CALLERID(dnid)"), "PJSIP/{number}@trunk"),
                new Limits(3, Duration.ofSeconds(5), Duration.ofSeconds(25)));
    }

    /// Whether nothing of any call is left, anywhere.
    boolean isTidy() {
        return channel.calls() == 0
                && asterisk.leftovers().isEmpty()
                && best.lines() == 0
                && other.lines() == 0
                && around.roster().size() == 0
                && around.roster().made().isEmpty()
                && around.broom().left() == 0;
    }

    void awaitTidy() {
        await(this::isTidy);
    }

    /// A caller has come and is gone.
    void awaitTidyAfter(String caller) {
        await(() -> !asterisk.isThere(caller));
        awaitTidy();
    }

    static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(500_000);
        }
    }

    ScriptedLegs.Call awaitLeg() {
        await(() -> !legs.calls().isEmpty());
        return legs.calls().getFirst();
    }

    /// The channel's patience with calls that go on passes meanwhile.
    @Override
    public void close() {
        try (var _ = new PassingTime(time::advance)) {
            channel.close();
        }
        best.close();
        other.close();
    }
}
