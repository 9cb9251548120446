package io.centralita.channel.asterisk;

import io.centralita.call.RingingCall;
import io.centralita.call.Switchboard;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.reception.Reception;
import java.util.concurrent.CompletionStage;

/// What calls need of the switchboard. Thread-safe; nothing of it blocks but [Ringing#await].
interface CallIntake {
    /// A call that rings.
    interface Ringing {
        /// Rings as long as it should. For a thread that may wait.
        ///
        /// @param since when the call came, by the switchboard's time
        void await(long since) throws InterruptedException;
    }

    boolean hasRoom();

    CompletionStage<Reception> receive(LegInfo caller);

    Ringing ring(LegInfo caller, LegPromise promise, Reception.Welcome welcome);

    void accept(Leg leg);

    void gone(String callId);

    static CallIntake of(Switchboard switchboard) {
        return new CallIntake() {
            @Override
            public boolean hasRoom() {
                return switchboard.hasRoom();
            }

            @Override
            public CompletionStage<Reception> receive(LegInfo caller) {
                return switchboard.receive(caller);
            }

            @Override
            public Ringing ring(LegInfo caller, LegPromise promise, Reception.Welcome welcome) {
                RingingCall ringing = switchboard.ring(caller, promise, welcome);
                return ringing::awaitAnswer;
            }

            @Override
            public void accept(Leg leg) {
                switchboard.accept(leg);
            }

            @Override
            public void gone(String callId) {
                switchboard.gone(callId);
            }
        };
    }
}
