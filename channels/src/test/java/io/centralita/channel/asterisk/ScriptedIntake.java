package io.centralita.channel.asterisk;

import io.centralita.call.cost.Ledger;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.channel.ScriptedLegs;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A switchboard that knows all numbers but one, and lets calls be answered when it is told to.
final class ScriptedIntake implements CallIntake {
    static final Locale SPANISH = Locale.of("es");
    static final String UNKNOWN = "999";

    final ScriptedLegs legs;
    final List<LegInfo> received = new CopyOnWriteArrayList<>();
    final List<LegPromise> promised = new CopyOnWriteArrayList<>();
    final CountDownLatch answerNow;
    volatile boolean room = true;

    /// @param answers whether calls are answered at once; else when [#answerNow] says so
    ScriptedIntake(ScriptedLegs.Behaviour behaviour, boolean answers) {
        legs = new ScriptedLegs(behaviour);
        answerNow = new CountDownLatch(answers ? 0 : 1);
    }

    @Override
    public boolean hasRoom() {
        return room;
    }

    @Override
    public CompletionStage<Reception> receive(LegInfo caller) {
        received.add(caller);
        return CompletableFuture.completedStage(
                caller.to().equals(UNKNOWN)
                        ? new Reception.NumberUnknown(SPANISH)
                        : new Reception.Welcome(
                                CallSettings.standard(SPANISH, "Hola"),
                                List.of(),
                                Ledger.none(),
                                io.centralita.call.reception.Ringing.OFF));
    }

    @Override
    public Ringing ring(LegInfo caller, LegPromise promise, Reception.Welcome welcome) {
        promised.add(promise);
        return _ -> answerNow.await();
    }

    @Override
    public void accept(Leg leg) {
        legs.accept(leg);
    }

    @Override
    public void gone(String callId) {}
}
