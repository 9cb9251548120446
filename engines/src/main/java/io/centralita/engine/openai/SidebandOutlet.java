package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.scope.Time;
import java.time.Duration;

/// Where a [Ledger]'s wishes go on a call whose audio is the server's own business: what it does by
/// itself is not asked for, and speech is heard when the server plays it. Confined to the session's
/// loop.
final class SidebandOutlet implements Outlet {
    private final Link to;
    private final ClientWriter writer;
    private final Sounding sounding;
    private final Line.Owner owner;
    private final Link.Owner oddities;
    private final Time time;

    SidebandOutlet(
            Link to,
            ClientWriter writer,
            Sounding sounding,
            Line.Owner owner,
            Link.Owner oddities,
            Time time) {
        this.to = to;
        this.writer = writer;
        this.sounding = sounding;
        this.owner = owner;
        this.oddities = oddities;
        this.time = time;
    }

    @Override
    public void send(ClientMessage message) {
        if (!(message instanceof ClientMessage.TruncateItem)) {
            to.send(writer.write(message));
        }
    }

    @Override
    public void post(EngineEvent event) {
        owner.post(event);
    }

    /// What the server waited for; where its audio stands is not known here.
    @Override
    public Duration silenceBefore(long audioEndMs) {
        return owner.endpointSilence();
    }

    @Override
    public long beginUtterance() {
        long utterance = owner.beginUtterance();
        sounding.opened(utterance);
        return utterance;
    }

    @Override
    public void endUtterance(long utterance) {
        sounding.complete(utterance, time.nanoTime());
    }

    @Override
    public void plays(long utterance, ServerEvent.Playout how) {
        sounding.plays(utterance, how, time.nanoTime());
    }

    @Override
    public void giveUp(EngineFailure failure) {
        owner.fail(failure);
    }

    @Override
    public void oddity(String code, String message) {
        oddities.oddity(code, message);
    }
}
