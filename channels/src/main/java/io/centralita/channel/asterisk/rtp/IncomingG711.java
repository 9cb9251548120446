package io.centralita.channel.asterisk.rtp;

import io.centralita.media.Levels;
import io.centralita.media.rtp.LossConcealment;

/// G.711 stays what it is, byte for byte, but where something is filled in.
final class IncomingG711 extends IncomingAudio {
    private static final long SILENCE = Levels.meanSquareOf(Levels.SILENCE_DBFS);

    private final CompandingLaw law;
    private final LossConcealment concealment = new LossConcealment(8_000);
    private final short[] samples = new short[RtpCodec.PACKET];
    private byte[] frame = new byte[RtpCodec.PACKET];
    private int filled;

    IncomingG711(CompandingLaw law) {
        this.law = law;
    }

    @Override
    public void audio(byte[] payload, int offset, int length) {
        System.arraycopy(payload, offset, frame, filled, length);
        law.decode(payload, offset, samples, filled, length);
        if (concealment.received(samples, filled, length)) {
            law.encode(samples, frame, filled, length);
        }
        filled += length;
    }

    @Override
    public void missing(int ticks) {
        concealment.conceal(samples, filled, ticks);
        law.encode(samples, frame, filled, ticks);
        filled += ticks;
    }

    @Override
    public void begins() {
        concealment.begins();
    }

    @Override
    public void skipped() {
        concealment.skipped();
    }

    @Override
    byte[] take() {
        var taken = frame;
        frame = new byte[RtpCodec.PACKET];
        filled = 0;
        return taken;
    }

    @Override
    boolean isQuiet(byte[] payload, int offset, int length) {
        int count = Math.min(length, RtpCodec.PACKET);
        long sum = 0;
        for (int i = offset; i < offset + count; i++) {
            long sample = law.decode(payload[i]);
            sum += sample * sample;
        }
        return sum <= SILENCE * count;
    }
}
