package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import java.time.Duration;

/// Where a [Ledger]'s wishes go: to one connection, and to the session. Confined to the session's
/// loop.
final class LinkOutlet implements Outlet {
    private final Link to;
    private final ClientWriter writer;
    private final CallerVoice voice;
    private final Line.Owner owner;
    private final Link.Owner oddities;

    LinkOutlet(
            Link to,
            ClientWriter writer,
            CallerVoice voice,
            Line.Owner owner,
            Link.Owner oddities) {
        this.to = to;
        this.writer = writer;
        this.voice = voice;
        this.owner = owner;
        this.oddities = oddities;
    }

    @Override
    public void send(ClientMessage message) {
        to.send(writer.write(message));
    }

    @Override
    public void post(EngineEvent event) {
        owner.post(event);
    }

    @Override
    public Duration silenceBefore(long audioEndMs) {
        return owner.endpointSilence().plus(voice.since(to, audioEndMs));
    }

    @Override
    public long beginUtterance() {
        return owner.beginUtterance();
    }

    @Override
    public void endUtterance(long utterance) {
        owner.endUtterance(utterance);
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
