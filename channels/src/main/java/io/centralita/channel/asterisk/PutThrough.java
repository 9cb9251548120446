package io.centralita.channel.asterisk;

import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.Onward;
import io.centralita.call.leg.Returned;
import io.centralita.call.leg.Returned.Why;
import io.centralita.channel.asterisk.ari.AriFailure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A caller goes to a person. Meanwhile they hear ringing, or music where the person is told about
/// them first; then both are in one bridge, until one of them hangs up. Both stay in our
/// application all along, so that a caller whom nobody takes is back with us. Confined to the
/// call's thread.
final class PutThrough {
    private static final Logger log = LoggerFactory.getLogger(PutThrough.class);

    private final Stay stay;
    private final Surroundings around;
    private final Talk before;

    /// @param before what the caller had with us, whose leg is closed
    PutThrough(Stay stay, Talk before) {
        this.stay = stay;
        this.around = stay.around();
        this.before = before;
    }

    /// @return how the caller is back; empty where they have spoken with the person, and it is over
    Optional<Returned> run(Onward onward, LegInfo caller) throws CallerGone, InterruptedException {
        log.atInfo()
                .addKeyValue("call", stay.callId())
                .addKeyValue("to", onward.to())
                .addKeyValue("attended", onward.to().attended())
                .log("caller is put through");
        var whisper =
                onward.to().attended()
                        ? Optional.of(
                                new Whisper(stay, onward, before.codecs(), before.line().format()))
                        : Optional.<Whisper>empty();
        stay.belongings().dropChannel(before.path().channel());
        stay.belongings().dropBridge(before.bridge().id());
        entertain(whisper.isPresent(), true);
        var person = new Person(stay);
        var why = person.call(onward, caller);
        if (why.isEmpty() && whisper.isPresent() && !whisper.get().to(person)) {
            why = Optional.of(Why.DECLINED);
        }
        entertain(whisper.isPresent(), false);
        if (why.isEmpty()) {
            why = together(person);
        }
        person.hangUp();
        around.metrics()
                .event(
                        AsteriskChannel.NAME,
                        "transfer",
                        why.map(one -> one.name().toLowerCase(Locale.ROOT)).orElse("completed"));
        log.atInfo()
                .addKeyValue("call", stay.callId())
                .addKeyValue("back", why.map(Enum::name).orElse(""))
                .log("transfer ended");
        return why.map(one -> Returned.from(onward, one));
    }

    /// What the caller hears while somebody is called; a courtesy.
    private void entertain(boolean music, boolean on) throws CallerGone, InterruptedException {
        try {
            stay.ask(
                    () -> {
                        if (music) {
                            around.ari().musicOnHold(stay.channel(), on);
                        } else if (on) {
                            around.ari().ring(stay.channel());
                        } else {
                            around.ari().stopRinging(stay.channel());
                        }
                    });
        } catch (AriFailure failure) {
            log.atWarn()
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("why", failure.reason())
                    .log("caller waits in silence");
        }
    }

    /// Until the person hangs up; that the caller does ends everything.
    private Optional<Why> together(Person person) throws CallerGone, InterruptedException {
        var bridge = around.ids().bridge();
        stay.belongings().bridge(bridge);
        try {
            around.ari().createBridge(bridge, stay.channel());
            around.ari().add(bridge, List.of(stay.channel(), person.channel()));
        } catch (AriFailure failure) {
            stay.catchUp();
            log.atWarn()
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("why", failure.reason())
                    .log("caller and person were not brought together");
            stay.belongings().dropBridge(bridge);
            return Optional.of(Why.FAILED);
        }
        stay.isWithPerson(true);
        if (!stay.isOver(person.channel())) {
            stay.inbox().await(signal -> person.isGone(signal) ? true : null);
        }
        stay.isWithPerson(false);
        return Optional.empty();
    }
}
