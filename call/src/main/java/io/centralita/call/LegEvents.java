package io.centralita.call;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;

/// Hands what a leg reports to where it belongs: audio to the engine, acknowledgements to the
/// playout, facts to the call.
record LegEvents(CallerAudio audio, Playout playout, Mailbox mailbox) implements LegListener {
    @Override
    public void audio(byte[] frame) {
        audio.frame(frame);
    }

    @Override
    public void encodedAudio(byte[] base64, int bytes) {
        audio.encodedFrame(base64, bytes);
    }

    @Override
    public void played(long sequence) {
        playout.played(sequence);
    }

    @Override
    public void digit(char digit) {
        mailbox.post(new CallEvent.DigitPressed(digit));
    }

    @Override
    public void held(boolean onHold) {
        audio.hold(onHold);
        mailbox.post(new CallEvent.Held(onHold));
    }

    @Override
    public void lost(int frames) {
        audio.lost(frames);
    }

    @Override
    public void asks(Ask ask) {
        mailbox.post(new CallEvent.LegAsks(ask));
    }

    @Override
    public void closed(boolean byCaller, String detail) {
        mailbox.post(new CallEvent.LegClosed(byCaller, detail));
    }
}
