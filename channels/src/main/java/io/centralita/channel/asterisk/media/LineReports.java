package io.centralita.channel.asterisk.media;

import io.centralita.call.leg.LegListener;
import io.centralita.channel.ChannelMetrics;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a line has to tell: to its listener, or kept for the one that has not come yet, 2 s of it.
/// Of more the oldest is dropped, and counted as `early-dropped`. Confined to the line's event
/// loop.
public final class LineReports {
    private static final int MAX_EARLY = 100;

    private final String transport;
    private final ChannelMetrics metrics;
    private final ArrayDeque<Consumer<LegListener>> early = new ArrayDeque<>();
    private @Nullable LegListener listener;

    /// @param transport as metrics know it
    public LineReports(String transport, ChannelMetrics metrics) {
        this.transport = transport;
        this.metrics = metrics;
    }

    /// The listener is there, and told what was kept for it.
    ///
    /// @throws IllegalStateException if there was one before
    public void goTo(LegListener newListener) {
        if (listener != null) {
            throw new IllegalStateException("a line of " + transport + " is opened twice");
        }
        listener = newListener;
        early.forEach(report -> report.accept(newListener));
        early.clear();
    }

    public void tell(Consumer<LegListener> report) {
        var to = listener;
        if (to != null) {
            report.accept(to);
            return;
        }
        if (early.size() == MAX_EARLY) {
            early.removeFirst();
            metrics.oddity(transport, "early-dropped");
        }
        early.add(report);
    }

    /// A frame of the caller's. Allocates nothing where there is a listener.
    public void audio(byte[] frame) {
        var to = listener;
        if (to != null) {
            to.audio(frame);
        } else {
            tell(late -> late.audio(frame));
        }
    }

    /// What the caller has heard. Allocates nothing where there is a listener.
    public void played(long sequence) {
        var to = listener;
        if (to != null) {
            to.played(sequence);
        } else {
            tell(late -> late.played(sequence));
        }
    }
}
