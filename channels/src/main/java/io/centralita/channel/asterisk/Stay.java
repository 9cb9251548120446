package io.centralita.channel.asterisk;

import io.centralita.call.leg.CallEnd;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One stay of a caller in our application: what is known of it, and what happens by the way.
/// Confined to the call's thread, but for the inbox.
final class Stay implements Inbox.Aside {
    /// After a request that came too late, for the event that says why.
    private static final Duration EXPLANATION = Duration.ofMillis(250);

    private final Surroundings around;
    private final AriChannel caller;
    private final List<String> arguments;
    private int number;
    private final Inbox inbox;
    private final Belongings belongings;

    private final Set<String> ended = new HashSet<>();

    /// By identity, as lines are compared.
    private final Set<MediaLine> dead = Collections.newSetFromMap(new IdentityHashMap<>());

    private volatile boolean withPerson;
    private boolean up;
    private boolean rung;
    private int cause;
    private @Nullable AsteriskLeg leg;
    private Optional<CallEnd> legEnd = Optional.empty();

    /// @param number which stay of this channel it is, from 1
    /// @param whenFull ends the call; must not block
    Stay(
            Surroundings around,
            AriChannel caller,
            List<String> arguments,
            int number,
            Runnable whenFull) {
        this.around = around;
        this.caller = caller;
        this.arguments = List.copyOf(arguments);
        this.number = number;
        inbox = new Inbox(around.time(), this, whenFull);
        belongings = new Belongings(around.roster(), around.broom(), inbox);
        up = caller.isUp();
    }

    Surroundings around() {
        return around;
    }

    AriChannel caller() {
        return caller;
    }

    String channel() {
        return caller.id();
    }

    List<String> arguments() {
        return arguments;
    }

    /// The id of the call: the channel's, and a number from the second stay on.
    String callId() {
        return number == 1 ? channel() : channel() + "." + number;
    }

    /// The caller is back with us: another call on the same channel.
    void again() {
        number = around.roster().stay(channel());
        leg = null;
        legEnd = Optional.empty();
    }

    Inbox inbox() {
        return inbox;
    }

    Belongings belongings() {
        return belongings;
    }

    /// Whether the caller's channel was answered.
    boolean isUp() {
        return up;
    }

    /// Waits until it has rung as long as it should.
    void awaitRung(Duration atMost) throws CallerGone, InterruptedException {
        if (!rung) {
            var _ = inbox.await(signal -> signal instanceof Signal.Rung ? true : null, atMost);
        }
    }

    /// Q.850; 0 where nobody has told one.
    int cause() {
        return cause;
    }

    /// Whether another channel is known to be over.
    boolean isOver(String channel) {
        return ended.contains(channel);
    }

    /// Whether a path is known to be lost.
    boolean isLost(MediaPath path) {
        return ended.contains(path.channel()) || dead.contains(path.line());
    }

    /// Keys and hold are this leg's from now on.
    void serve(AsteriskLeg newLeg) {
        leg = newLeg;
        legEnd = Optional.empty();
    }

    /// The caller speaks with a person whom they were put through to, or does so no more.
    void isWithPerson(boolean is) {
        withPerson = is;
    }

    boolean isWithPerson() {
        return withPerson;
    }

    Optional<AsteriskLeg> leg() {
        return Optional.ofNullable(leg);
    }

    /// How the switchboard has ended the leg; empty while it has not.
    Optional<CallEnd> legEnd() {
        return legEnd;
    }

    @Override
    public void told(Signal signal) throws CallerGone {
        switch (signal) {
            case Signal.Told(AriEvent.OfChannel event) -> told(event);
            case Signal.LegClosed(var whose, var end) when whose == leg ->
                    legEnd = Optional.of(end);
            case Signal.Rung() -> rung = true;
            case Signal.LineClosed(var line, _, _) -> dead.add(line);
            case Signal.Told _,
                    Signal.LineReady _,
                    Signal.LegClosed _,
                    Signal.LineRefused _,
                    Signal.LineDigit _,
                    Signal.Heard _,
                    Signal.Briefed _,
                    Signal.Received _,
                    Signal.NotReceived _ -> {}
        }
    }

    private void told(AriEvent.OfChannel event) throws CallerGone {
        boolean ofCaller = event.channel().id().equals(channel());
        switch (event) {
            case AriEvent.StasisEnd(var channel) -> over(channel.id());
            case AriEvent.Destroyed(var channel, int told, _) -> {
                noteCause(ofCaller, told);
                over(channel.id());
            }
            case AriEvent.HangupRequest(_, int told) -> noteCause(ofCaller, told);
            case AriEvent.StateChanged(var channel) -> up |= ofCaller && channel.isUp();
            case AriEvent.Dtmf(_, char digit) when ofCaller && leg != null -> leg.pressed(digit);
            case AriEvent.Held _ when ofCaller && leg != null -> leg.held(true);
            case AriEvent.Unheld _ when ofCaller && leg != null -> leg.held(false);
            case AriEvent.Dtmf _,
                    AriEvent.Held _,
                    AriEvent.Unheld _,
                    AriEvent.StasisStart _,
                    AriEvent.VariableSet _,
                    AriEvent.EnteredBridge _,
                    AriEvent.LeftBridge _,
                    AriEvent.Transferred _,
                    AriEvent.Dialled _ -> {}
        }
    }

    private void noteCause(boolean ofCaller, int told) {
        if (ofCaller && told > 0) {
            cause = told;
        }
    }

    private void over(String id) throws CallerGone {
        if (id.equals(channel())) {
            throw new CallerGone(cause);
        }
        ended.add(id);
    }

    /// Takes in that the switchboard has ended a leg.
    ///
    /// @return false where it is not the present one
    boolean closes(AsteriskLeg whose, CallEnd end) {
        if (whose == leg) {
            legEnd = Optional.of(end);
        }
        return whose == leg;
    }

    /// Whether this says that the caller is answered.
    boolean tellsUp(Signal signal) {
        if (signal instanceof Signal.Told(AriEvent.StateChanged(var channel))
                && channel.id().equals(channel())) {
            up |= channel.isUp();
        }
        return up;
    }

    /// Something asked of Asterisk.
    @FunctionalInterface
    interface Request {
        void run() throws AriFailure, InterruptedException;
    }

    /// Asks for something that concerns the caller's channel. That it is late for it hints that the
    /// caller is gone; the event that says so may be under way, or may have been missed.
    void ask(Request request) throws AriFailure, CallerGone, InterruptedException {
        try {
            request.run();
        } catch (AriFailure failure) {
            if (failure.isLateness()) {
                var _ = inbox.await(_ -> null, EXPLANATION);
                if (!isHere()) {
                    throw new CallerGone(cause);
                }
            }
            throw failure;
        }
    }

    /// Whether Asterisk has the caller in our application.
    private boolean isHere() throws AriFailure, InterruptedException {
        return around.ari().application().stream()
                .anyMatch(application -> application.channels().contains(channel()));
    }

    /// Takes in what was told up to now.
    void catchUp() throws CallerGone, InterruptedException {
        var _ = inbox.await(_ -> null, Duration.ZERO);
    }
}
