package io.centralita.channel.asterisk.audiosocket;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notes what a line reports.
final class ReportNotes implements LegListener {
    final List<String> all = new CopyOnWriteArrayList<>();
    final List<byte[]> audio = new CopyOnWriteArrayList<>();

    @Override
    public void audio(byte[] frame) {
        all.add("audio");
        audio.add(frame);
    }

    @Override
    public void played(long sequence) {
        all.add("played " + sequence);
    }

    @Override
    public void digit(char digit) {
        all.add("digit " + digit);
    }

    @Override
    public void lost(int frames) {
        all.add("lost " + frames);
    }

    @Override
    public void asks(Ask ask) {
        all.add("asks");
    }

    @Override
    public void closed(boolean byCaller, String detail) {
        all.add("closed " + (byCaller ? "caller " : "us ") + detail);
    }
}
