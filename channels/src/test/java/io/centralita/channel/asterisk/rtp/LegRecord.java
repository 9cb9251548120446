package io.centralita.channel.asterisk.rtp;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import java.util.ArrayList;
import java.util.List;

/// Everything a line reports.
final class LegRecord implements LegListener {
    final List<byte[]> audio = new ArrayList<>();
    final List<Long> played = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    int lost;

    @Override
    public void audio(byte[] frame) {
        audio.add(frame);
    }

    @Override
    public void played(long sequence) {
        played.add(sequence);
    }

    @Override
    public void digit(char digit) {
        throw new AssertionError("digits do not come by RTP");
    }

    @Override
    public void lost(int frames) {
        lost += frames;
    }

    @Override
    public void asks(Ask ask) {
        throw new AssertionError("nobody asks by RTP");
    }

    @Override
    public void closed(boolean byCaller, String detail) {
        closed.add((byCaller ? "caller/" : "us/") + detail);
    }
}
