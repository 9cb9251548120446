package io.centralita.engine.openai;

import io.centralita.engine.openai.OwnEar.Heard;

/// Sees to it that nobody speaks in vain: what the caller says while no connection serves, or to a
/// server that does not hear, is kept for the next one, and the call is told that they wait.
/// Confined to the session's loop.
final class Attention {
    private final OwnEar ear;
    private final CallerVoice voice;
    private final Vigil vigil = new Vigil();

    Attention(OwnEar ear, CallerVoice voice) {
        this.ear = ear;
        this.voice = voice;
    }

    /// Audio that is on the tape already.
    ///
    /// @return whether deadlines may have changed
    boolean listen(byte[] base64, int bytes, Ledger ledger, long now) {
        var heard = ear.hear(base64, bytes);
        switch (heard) {
            case NOTHING -> {}
            case BEGAN -> {
                vigil.speechBegan();
                voice.speechBegan(ear.sinceBegan());
                if (!ledger.isReady()) {
                    ledger.turn().beganUnheard();
                }
            }
            case ENDED -> ended(ledger, now);
        }
        return heard != Heard.NOTHING;
    }

    private void ended(Ledger ledger, long now) {
        if (!ledger.isReady()) {
            voice.speechUnheard();
            ledger.turn().beganUnheard();
            ledger.turn().ended(ear.silence());
        } else if (!vigil.speechEnded(now - ear.silence().toNanos())) {
            voice.speechSettled();
        }
    }

    void serverSpoke(long now) {
        if (!ear.hearsSpeech()) {
            voice.speechSettled();
        }
        vigil.serverSpoke(now);
    }

    /// The connection is lost: it may not have heard what the caller said, or is still saying.
    ///
    /// @param ledger of that connection
    void lost(Ledger ledger, long now) {
        if (!vigil.isOn() && !ear.hearsSpeech()) {
            return;
        }
        voice.speechUnheard();
        ledger.turn().beganUnheard();
        if (vigil.isOn()) {
            ledger.turn().ended(vigil.sinceLastWord(now));
            vigil.speechBegan();
        }
    }

    /// True once, when the server is to be asked for a sign of life.
    boolean asks(long now) {
        return vigil.asks(now);
    }

    /// The server does not hear.
    boolean isVain(long now) {
        return vigil.isDeaf(now);
    }

    long nextDeadline() {
        return vigil.nextDeadline();
    }
}
