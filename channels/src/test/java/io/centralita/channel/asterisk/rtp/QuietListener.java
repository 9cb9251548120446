package io.centralita.channel.asterisk.rtp;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import java.util.concurrent.CompletableFuture;

/// Hears of the end alone; from any thread.
class QuietListener implements LegListener {
    final CompletableFuture<String> closed = new CompletableFuture<>();

    @Override
    public void audio(byte[] frame) {}

    @Override
    public void played(long sequence) {}

    @Override
    public void digit(char digit) {}

    @Override
    public void lost(int frames) {}

    @Override
    public void asks(Ask ask) {}

    @Override
    public void closed(boolean byCaller, String detail) {
        closed.complete(detail);
    }
}
