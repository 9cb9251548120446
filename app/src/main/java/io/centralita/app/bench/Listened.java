package io.centralita.app.bench;

import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a caller did and heard in one call, and when. Filled on his event loop; read by others
/// after the call.
final class Listened implements CallerListener {
    /// One question and the time until the next one.
    ///
    /// @param endMs of the question's speech, since the stream's `start`
    /// @param endNanos the same moment by [System#nanoTime()]
    /// @param untilMs when the next question began, or the call ended
    record Asked(long endMs, long endNanos, long untilMs) {}

    private final List<Long> begins = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private Instant startedAt = Instant.EPOCH;
    private long startedNanos;

    @Override
    public synchronized void on(CallerEvent event) {
        switch (event) {
            case CallerEvent.StreamStarted _ -> {
                startedAt = Instant.now();
                startedNanos = System.nanoTime();
            }
            case CallerEvent.CallerSpeaks(var at, _) -> begins.add(at);
            case CallerEvent.CallerSilent(var at) -> ends.add(at);
            case CallerEvent.WebhookAnswered _,
                    CallerEvent.ProviderSays _,
                    CallerEvent.AssistantSpeaks _,
                    CallerEvent.AssistantSilent _,
                    CallerEvent.Cleared _,
                    CallerEvent.DigitSent _,
                    CallerEvent.Dialled _,
                    CallerEvent.Trouble _,
                    CallerEvent.Ended _ -> {}
        }
    }

    /// The wall clock at a time of the stream.
    synchronized Instant instant(long ms) {
        return startedAt.plusMillis(ms);
    }

    /// By [System#nanoTime()].
    synchronized long nanos(long ms) {
        return startedNanos + ms * 1_000_000;
    }

    /// Every question that was spoken to its end.
    synchronized List<Asked> asked() {
        var asked = new ArrayList<Asked>();
        for (var i = 0; i < ends.size(); i++) {
            var until = i + 1 < begins.size() ? begins.get(i + 1) : Long.MAX_VALUE;
            asked.add(new Asked(ends.get(i), nanos(ends.get(i)), until));
        }
        return asked;
    }
}
