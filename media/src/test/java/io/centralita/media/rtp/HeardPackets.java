package io.centralita.media.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What came out of a buffer: numbers of packets as of [PacketSource], in the order in which their
/// beginnings were heard.
final class HeardPackets implements JitterBuffer.Sink {
    final List<Integer> numbers = new ArrayList<>();

    /// For each pull: the number heard at its beginning, or -1 where nothing was.
    final List<Integer> beats = new ArrayList<>();

    /// Pulls in which something began.
    final List<Integer> beginnings = new ArrayList<>();

    long audioTicks;
    long missingTicks;
    int skips;
    int lost;
    private int ticksOfBeat;
    private int firstOfBeat;

    void beat(JitterBuffer buffer, long nowNanos) {
        ticksOfBeat = 0;
        buffer.pull(nowNanos, this);
        if (ticksOfBeat != JitterBuffer.BEAT_TICKS) {
            throw new AssertionError("a beat of " + ticksOfBeat);
        }
        beats.add(firstOfBeat);
    }

    @Override
    public void audio(byte[] payload, int offset, int length) {
        int number = ByteBuffer.wrap(payload).getInt(0);
        if (ticksOfBeat == 0) {
            firstOfBeat = number;
        }
        if (offset == 0) {
            numbers.add(number);
        }
        audioTicks += length;
        ticksOfBeat += length;
    }

    @Override
    public void missing(int ticks) {
        if (ticksOfBeat == 0) {
            firstOfBeat = -1;
        }
        missingTicks += ticks;
        ticksOfBeat += ticks;
    }

    @Override
    public void begins() {
        beginnings.add(beats.size());
    }

    @Override
    public void skipped() {
        skips++;
    }

    @Override
    public void lost(int frames) {
        lost += frames;
    }
}
