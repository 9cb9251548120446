package io.centralita.channel.realtime;

import io.centralita.call.scope.Time;

/// What a peer does with its audio. Confined to the session's event loop.
final class InputRequests {
    /// What a commit has to hold.
    private static final long LEAST_COMMIT_MS = 100;

    private final Outbox out;
    private final EngineFacts facts;
    private final RealtimeSession session;
    private final Time time;

    InputRequests(Outbox out, EngineFacts facts, RealtimeSession session, Time time) {
        this.out = out;
        this.facts = facts;
        this.session = session;
        this.time = time;
    }

    void append(ClientEvent event) throws ProtocolError {
        if (session.way() == AudioWay.TRACK) {
            throw ProtocolError.value("type", "The audio of this session comes on its track.");
        }
        var audio = event.audio();
        if (audio == null) {
            event.text("audio");
            throw ProtocolError.missing("audio");
        }
        if (!session.call().input().append(audio, time.nanoTime())) {
            throw ProtocolError.value(
                    "audio",
                    "More than %d s of audio wait for their turn to end."
                            .formatted(InputAudio.MOST_SECONDS));
        }
    }

    void commit() throws ProtocolError {
        var byHand = !session.config().detectsTurns();
        long ms = session.call().begun() ? session.call().input().uncommittedMs() : 0;
        if (ms < LEAST_COMMIT_MS || !(byHand || facts.callerSpeaks())) {
            throw ProtocolError.request(
                    "input_audio_buffer_commit_empty",
                    null,
                    "There are %d ms of speech to commit, and there have to be %d."
                            .formatted(byHand ? ms : 0, LEAST_COMMIT_MS));
        }
        if (byHand) {
            facts.committed(Ids.item(), ms);
        }
        session.call().input().commit(time.nanoTime());
    }

    void clear() {
        if (session.call().begun()) {
            session.call().input().clear(time.nanoTime());
        }
        facts.forgotten();
        out.send(out.event("input_audio_buffer.cleared"));
    }

    /// The caller's turn as a whole, beside the buffer: the engine hears it as one that the peer
    /// ends, whoever ends turns otherwise.
    ///
    /// @return its length in milliseconds
    long spokenTurn(byte[] audio) throws ProtocolError {
        if (facts.callerSpeaks()) {
            throw ProtocolError.request(
                    "invalid_value", "item.content", "The caller is speaking; send it afterwards.");
        }
        var to = session.call().input();
        var config = session.config();
        var usual = config.detectsTurns() ? session.call().usualConduct() : null;
        if (!to.turn(audio, usual, time.nanoTime())) {
            throw ProtocolError.value("item.content", "There is too much audio.");
        }
        return config.input().audio().duration(audio.length).toMillis();
    }
}
