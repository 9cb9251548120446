package io.centralita.fake.model.server;

import io.centralita.fake.model.server.Misbehaviour.Garbage;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/// Does what goes wrong in a session. Stateless.
final class Culprit {
    private static final byte[] BINARY = {0, 1, 2, 3};

    private Culprit() {}

    /// May be called from within the conversation, so what needs it is done a moment later.
    static void commit(Misbehaviour.InSession misbehaviour, SocketSession session, Timers timers) {
        switch (misbehaviour) {
            case Misbehaviour.Close(var code) -> session.socket().close((short) code, "");
            case Misbehaviour.Reset() -> RawSocket.reset(session.socket());
            case Misbehaviour.Expire() ->
                    timers.after(Duration.ZERO, () -> session.conversation().expire());
            case Misbehaviour.GoSilent() -> session.outlet().goSilent();
            case Misbehaviour.StopReading() -> session.stopReading();
            case Misbehaviour.Stall(var time) -> session.stall(time);
            case Misbehaviour.ChangePace(var pace) -> session.changePace(pace);
            case Misbehaviour.Send(var garbage) -> send(garbage, session);
            case Misbehaviour.Fragment() -> session.outlet().fragment();
            case Misbehaviour.HalfFrame() -> {
                session.outlet().goSilent();
                RawSocket.sendHalf(session.socket(), GarbageText.of(Garbage.INVALID_BASE64));
            }
            case Misbehaviour.RefuseNextCreate() -> session.mischief().refuseNextCreate();
            case Misbehaviour.RefuseNextTruncate() -> session.mischief().refuseNextTruncate();
            case Misbehaviour.FailNextResponse next -> session.mischief().fail(next);
            case Misbehaviour.Duplicate() -> session.outlet().duplicate();
            case Misbehaviour.DoubleArguments() -> session.outlet().doubleArguments();
            case Misbehaviour.CallsOnlyInDone() -> session.outlet().tellCallsOnlyInDone();
            case Misbehaviour.LateTranscription(var delay) -> session.transcribeAfter(delay);
            case Misbehaviour.IgnoreClose() -> RawSocket.ignoreClose(session.socket());
        }
    }

    private static void send(Garbage garbage, SocketSession session) {
        if (garbage == Garbage.BINARY) {
            session.socket().writeBinaryMessage(Buffer.buffer(BINARY));
        } else {
            session.outlet().transmit(GarbageText.of(garbage));
        }
    }
}
