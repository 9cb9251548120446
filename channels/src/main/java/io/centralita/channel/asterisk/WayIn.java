package io.centralita.channel.asterisk;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.Returned;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Ringing;
import io.centralita.channel.asterisk.AsteriskLeg.Traits;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a caller's arrival to their leg: who is called, ringing while everything is prepared, the
/// answer, the bridge. Nothing is said before Asterisk has both channels in it. Confined to the
/// call's thread.
final class WayIn {
    /// What a caller rings at most, with everything that may take time at its end.
    private static final Duration LONGEST_RINGING = Ringing.LONGEST.plusSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(WayIn.class);

    private final Surroundings around;
    private final Stay stay;
    private final Parting parting;
    private boolean hearsRinging;

    WayIn(Stay stay, Parting parting) {
        this.around = stay.around();
        this.stay = stay;
        this.parting = parting;
    }

    /// @return the caller's leg, which the switchboard has; empty where they were turned away
    Optional<Talk> run() throws CallerGone, AriFailure, InterruptedException {
        long since = around.time().nanoTime();
        if (!around.intake().hasRoom()) {
            around.metrics().refused(AsteriskChannel.NAME, "busy");
            parting.hangUp(Causes.BUSY);
            return Optional.empty();
        }
        if (!stay.isUp()) {
            ring();
        }
        var facts = new CallerFacts(around);
        var info = facts.of(stay);
        return switch (receive(info)) {
            case Reception.NumberUnknown(var language) -> {
                numberUnknown(language, facts.codecs(stay.channel()));
                yield Optional.empty();
            }
            case Reception.Welcome welcome ->
                    welcome(info, facts.codecs(stay.channel()), welcome, since);
        };
    }

    /// Ringing is a courtesy: a phone that does not hear it is served all the same.
    private void ring() throws CallerGone, InterruptedException {
        try {
            stay.ask(() -> around.ari().ring(stay.channel()));
            hearsRinging = true;
        } catch (AriFailure failure) {
            log.atWarn()
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("why", failure.reason())
                    .log("caller does not hear ringing");
        }
    }

    private Reception receive(LegInfo info) throws CallerGone, InterruptedException {
        var inbox = stay.inbox();
        var _ =
                around.intake()
                        .receive(info)
                        .whenComplete(
                                (reception, fault) ->
                                        inbox.post(
                                                fault == null
                                                        ? new Signal.Received(reception)
                                                        : new Signal.NotReceived(fault)));
        return inbox.await(
                signal ->
                        switch (signal) {
                            case Signal.Received(var reception) -> reception;
                            case Signal.NotReceived(var fault) ->
                                    throw new IllegalStateException("nobody receives", fault);
                            default -> null;
                        });
    }

    private Optional<Talk> welcome(
            LegInfo info, List<String> codecs, Reception.Welcome welcome, long since)
            throws CallerGone, AriFailure, InterruptedException {
        try {
            var media = new MediaConnector(stay, codecs, around.transports().inOrder());
            var first = media.prepare();
            var traits = traits(Optional.empty());
            var promise = traits.promise(first.prepared().format());
            var ringing = around.intake().ring(info, promise, welcome);
            if (stay.isUp() && welcome.ringing().mode() != Ringing.Mode.OFF) {
                ring(); // A tone in their audio.
            }
            try (var _ = new RingingClock(stay, ringing, since)) {
                var path = media.connect(first);
                stay.awaitRung(LONGEST_RINGING);
                return Optional.of(putThrough(info, traits, stillThere(path, codecs), codecs));
            }
        } catch (NoMedia e) {
            around.intake().gone(info.callId());
            parting.unserved(e.word());
            return Optional.empty();
        }
    }

    private Traits traits(Optional<Returned> returned) {
        return new Traits(
                Person.reached(around.settings()),
                around.settings().recording() == Recording.ANNOUNCED,
                Optional.of(new Keys(around, stay.channel())),
                returned);
    }

    /// A caller whom nobody took is back, on a leg of its own.
    Optional<Talk> back(Talk before, Returned returned)
            throws CallerGone, AriFailure, InterruptedException {
        stay.again();
        var was = before.info();
        var info =
                new LegInfo(was.channel(), stay.callId(), was.from(), was.to(), was.parameters());
        var codecs = before.codecs();
        try {
            var media = new MediaConnector(stay, codecs, around.transports().inOrder());
            var path = media.connect(media.prepare());
            return Optional.of(putThrough(info, traits(Optional.of(returned)), path, codecs));
        } catch (NoMedia e) {
            parting.unserved(e.word());
            return Optional.empty();
        }
    }

    /// A path may have been lost while it rang.
    private MediaPath stillThere(MediaPath path, List<String> codecs)
            throws NoMedia, CallerGone, InterruptedException {
        stay.catchUp();
        if (!stay.isOver(path.channel())) {
            return path;
        }
        stay.belongings().dropChannel(path.channel());
        var media = new MediaConnector(stay, codecs, around.transports().inOrder());
        return media.connect(media.prepare());
    }

    private Talk putThrough(LegInfo info, Traits traits, MediaPath path, List<String> codecs)
            throws NoMedia, CallerGone, AriFailure, InterruptedException {
        var bridge = new CallBridge(stay);
        bridge.open();
        answer();
        var talk = new Talk(stay, info, bridge, bridge.join(path, codecs), codecs);
        var leg = new AsteriskLeg(info, traits, talk.line(), this::legClosed, this::lineClosed);
        stay.serve(leg);
        log.atInfo()
                .addKeyValue("call", info.callId())
                .addKeyValue("transport", talk.transport())
                .log("caller is on the line");
        around.intake().accept(leg);
        if (traits.recorded()) {
            talk.recordedBy(around.recorder().begin(stay));
        }
        return talk;
    }

    private void legClosed(AsteriskLeg leg, CallEnd end) {
        stay.inbox().post(new Signal.LegClosed(leg, end));
    }

    private void lineClosed(AsteriskLeg leg, MediaLine line, boolean byCaller, String detail) {
        stay.inbox().post(new Signal.LineClosed(line, byCaller, detail));
    }

    private void answer() throws CallerGone, AriFailure, InterruptedException {
        if (stay.isUp()) {
            if (hearsRinging) {
                stopRinging();
            }
            return;
        }
        stay.ask(() -> around.ari().answer(stay.channel()));
        var up =
                stay.isUp()
                        || stay.inbox()
                                .await(
                                        signal -> stay.tellsUp(signal) ? true : null,
                                        around.settings().limits().step())
                                .isPresent();
        if (!up && around.ari().channel(stay.channel()).isEmpty()) {
            throw new CallerGone(stay.cause());
        }
    }

    private void stopRinging() throws CallerGone, InterruptedException {
        try {
            stay.ask(() -> around.ari().stopRinging(stay.channel()));
            hearsRinging = false;
        } catch (AriFailure failure) {
            log.atDebug()
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("why", failure.reason())
                    .log("ringing was not stopped");
        }
    }

    /// Said in their language, where that can be said; then their network is told.
    private void numberUnknown(Locale language, List<String> codecs)
            throws CallerGone, InterruptedException {
        log.atWarn().addKeyValue("call", stay.callId()).log("dialled number is unknown");
        try {
            var media = new MediaConnector(stay, codecs, around.transports().inOrder());
            var first = media.prepare();
            var sentence =
                    around.sentences()
                            .find(Sentences.NUMBER_UNKNOWN, language, first.prepared().format());
            if (sentence.isPresent()) {
                say(language, media.connect(first), codecs);
            }
        } catch (NoMedia | AriFailure e) {
            log.atWarn()
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("why", e.getMessage())
                    .log("caller is told by their network only");
        }
        parting.hangUp(Causes.UNALLOCATED);
    }

    private void say(Locale language, MediaPath ready, List<String> codecs)
            throws NoMedia, CallerGone, AriFailure, InterruptedException {
        var bridge = new CallBridge(stay);
        bridge.open();
        answer();
        var line = bridge.join(ready, codecs).line();
        var sentence =
                around.sentences()
                        .find(Sentences.NUMBER_UNKNOWN, language, line.format())
                        .orElseGet(() -> new byte[0]);
        if (sentence.length == 0) {
            return; // Another transport than was prepared, and nobody has rendered it for that.
        }
        new Recital(sentence, line, stay.inbox()).begin();
        var _ =
                stay.inbox()
                        .await(
                                signal ->
                                        switch (signal) {
                                            case Signal.Heard(var whose) when whose == line -> true;
                                            case Signal.LineClosed(var whose, _, _)
                                                    when whose == line ->
                                                    true;
                                            default -> null;
                                        },
                                line.format().duration(sentence.length).plusSeconds(2));
    }
}
