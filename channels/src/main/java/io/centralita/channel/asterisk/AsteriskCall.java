package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One caller's stay in our application, from StasisStart to the end, on a virtual thread of its
/// own. Whatever happens, nothing that it made is left in Asterisk.
final class AsteriskCall {
    private static final Logger log = LoggerFactory.getLogger(AsteriskCall.class);

    /// A caller who was put through so often in vain is not asked back again.
    private static final int MOST_LEGS = 5;

    private final Surroundings around;
    private final Stay stay;
    private final Parting parting;
    private final Consumer<AsteriskCall> whenOver;
    private final Thread thread;
    private final AtomicBoolean cut = new AtomicBoolean();
    private volatile boolean talking;

    AsteriskCall(
            Surroundings around,
            AriChannel caller,
            List<String> arguments,
            int number,
            Consumer<AsteriskCall> whenOver) {
        this.whenOver = whenOver;
        this.around = around;
        stay = new Stay(around, caller, arguments, number, this::overwhelmed);
        parting = new Parting(stay);
        thread = Thread.ofVirtual().name(stay.callId() + "/asterisk").unstarted(this::run);
    }

    Inbox inbox() {
        return stay.inbox();
    }

    void start() {
        thread.start();
    }

    /// Whether the switchboard does not have the caller, not yet or not any more.
    boolean isUnserved() {
        return !talking || stay.isWithPerson();
    }

    /// Ends it, without a word. Only once: what it does to leave nothing behind is not disturbed.
    void cutOff() {
        if (cut.compareAndSet(false, true)) {
            thread.interrupt();
        }
    }

    boolean join(Duration atMost) throws InterruptedException {
        return around.time().join(thread, atMost);
    }

    private void overwhelmed() {
        around.metrics().oddity(AsteriskChannel.NAME, "mailbox-full");
        cutOff();
    }

    private void run() {
        log.atInfo().addKeyValue("call", stay.callId()).log("call is ringing");
        try {
            serve();
        } catch (CallerGone gone) {
            left(gone);
        } catch (InterruptedException _) {
            cutShort();
        } catch (AriFailure | RuntimeException fault) {
            log.atError().addKeyValue("call", stay.callId()).setCause(fault).log("call failed");
            fail();
        } finally {
            stay.belongings().release();
            around.roster().leave(stay.channel(), stay.inbox());
            whenOver.accept(this);
        }
    }

    private void serve() throws CallerGone, AriFailure, InterruptedException {
        var way = new WayIn(stay, parting);
        var next = way.run();
        for (int legs = 1; next.isPresent(); legs++) {
            talking = true;
            var talk = next.get();
            var end = talk.run();
            if (end.isEmpty()) {
                parting.unserved("media-lost");
                return;
            }
            var onward = Onwards.of(end.get(), around.settings());
            if (onward.isEmpty()) {
                parting.after(end.get());
                return;
            }
            var back = new PutThrough(stay, talk).run(onward.get(), talk.info());
            if (back.isEmpty()) {
                parting.hangUp(Causes.NORMAL);
                return;
            }
            if (legs == MOST_LEGS || end.get().onward() == null) {
                parting.hangUp(Causes.of(end.get()));
                return;
            }
            next = way.back(talk, back.get());
        }
    }

    private void left(CallerGone gone) {
        log.atInfo()
                .addKeyValue("call", stay.callId())
                .addKeyValue("cause", gone.cause())
                .log("caller has left");
        around.intake().gone(stay.callId());
        stay.leg()
                .ifPresent(
                        leg -> leg.ended(Causes.isInOrder(gone.cause()), "cause-" + gone.cause()));
    }

    /// Those who speak with a person whom they were put through to need us for nothing: they go on,
    /// and the next process looks after them ([Reconciliation]). Who has not been served yet is not
    /// served.
    private void cutShort() {
        log.atWarn().addKeyValue("call", stay.callId()).log("call is cut off");
        if (stay.isWithPerson()) {
            stay.belongings().leave();
        } else if (stay.leg().isEmpty()) {
            fail();
        } else {
            letGo();
            if (!parting.isDone()) {
                parting.hangUp(Causes.TEMPORARY_FAILURE);
            }
        }
    }

    private void fail() {
        letGo();
        if (parting.isDone()) {
            return;
        }
        try {
            parting.unserved("fault");
        } catch (InterruptedException _) {
            parting.hangUp(Causes.TEMPORARY_FAILURE);
        }
    }

    private void letGo() {
        around.intake().gone(stay.callId());
        stay.leg().ifPresent(leg -> leg.ended(false, "fault"));
    }
}
