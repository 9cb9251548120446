package io.centralita.channel.asterisk;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.AudioFormat;
import io.centralita.media.Silence;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Says one piece of audio over a line, without a call. Confined to the line's event loop.
final class Recital implements LegListener, OutgoingAudio {
    private final byte[] audio;
    private final AudioFormat format;
    private final MediaLine line;
    private final Inbox told;
    private int at;
    private long sequence;
    private boolean done;

    /// @param told of keys, of the end of the audio, and of the line's
    Recital(byte[] audio, MediaLine line, Inbox told) {
        this.audio = audio;
        this.format = line.format();
        this.line = line;
        this.told = told;
    }

    void begin() {
        line.open(this, this);
        line.speechWaits();
    }

    @Override
    public @Nullable OutgoingFrame next() {
        if (at >= audio.length) {
            return null;
        }
        int bytes = format.frameBytes();
        byte[] frame;
        if (at + bytes <= audio.length) {
            frame = Arrays.copyOfRange(audio, at, at + bytes);
        } else {
            frame = Silence.bytes(format.codec(), bytes);
            System.arraycopy(audio, at, frame, 0, audio.length - at);
        }
        at += bytes;
        return new OutgoingFrame(++sequence, 1, frame);
    }

    @Override
    public void played(long heard) {
        if (at >= audio.length && heard >= sequence && !done) {
            done = true;
            told.post(new Signal.Heard(line));
        }
    }

    @Override
    public void digit(char digit) {
        if (line.tellsDigits()) {
            told.post(new Signal.LineDigit(line, digit));
        }
    }

    @Override
    public void closed(boolean byCaller, String detail) {
        told.post(new Signal.LineClosed(line, byCaller, detail));
    }

    @Override
    public void audio(byte[] frame) {}

    @Override
    public void encodedAudio(byte[] base64, int bytes) {}

    @Override
    public void lost(int frames) {}

    @Override
    public void asks(Ask ask) {}
}
