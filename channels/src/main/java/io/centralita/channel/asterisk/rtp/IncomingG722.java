package io.centralita.channel.asterisk.rtp;

import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.g722.G722Decoder;
import io.centralita.media.rtp.LossConcealment;

/// G.722 becomes PCM of 16 kHz.
final class IncomingG722 extends IncomingAudio {
    private static final int SAMPLES = 2 * RtpCodec.PACKET;

    private final G722Decoder decoder = new G722Decoder();
    private final LossConcealment concealment = new LossConcealment(16_000);
    private final short[] samples = new short[SAMPLES];
    private int filled;
    private boolean quiet = true;

    @Override
    public void audio(byte[] payload, int offset, int length) {
        int decoded = decoder.decode(payload, offset, length, samples, filled);
        concealment.received(samples, filled, decoded);
        filled += decoded;
    }

    @Override
    public void missing(int ticks) {
        concealment.conceal(samples, filled, 2 * ticks);
        filled += 2 * ticks;
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
        filled = 0;
        quiet = Levels.rmsDbfs(samples) < Levels.SILENCE_DBFS;
        return Pcm.bytes(samples);
    }

    /// A payload cannot be read ahead of its turn: its bytes mean something only after those
    /// before. Where it is quiet it is so for more than 20 ms, nearly always.
    @Override
    boolean isQuiet(byte[] payload, int offset, int length) {
        return quiet;
    }
}
