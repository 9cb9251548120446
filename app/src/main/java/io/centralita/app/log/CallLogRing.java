package io.centralita.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.centralita.console.live.CallLogLines;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The log lines of each call, in memory, for a while: lines that name a call by their thread or by
/// a field. What is personal (`pii.…`) is not kept. Thread-safe.
public final class CallLogRing extends AppenderBase<ILoggingEvent> implements CallLogLines {
    /// Of one call; the first and the last of it are kept when there are more.
    static final int MOST_OF_CALL = 500;

    private static final int FIRST_OF_CALL = 100;

    /// Of all calls together: about 40 MB. The calls that were spoken of first go.
    static final int MOST = 100_000;

    private static final int LONGEST_TEXT = 2_000;
    private static final String CALL = "call";
    private static final String PERSONAL = "pii.";

    private final Duration kept;
    private final InstantSource clock;

    /// Guarded by this, as all that follow; the call that was spoken of first comes first.
    private final Map<String, OneCall> calls = new LinkedHashMap<>();

    private int lines;

    private static final class OneCall {
        private final List<Line> lines = new ArrayList<>();
        private long dropped;
    }

    /// @param kept for how long
    public CallLogRing(Duration kept, InstantSource clock) {
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    protected void append(ILoggingEvent event) {
        var call = call(event);
        if (call != null) {
            keep(call, line(event));
        }
    }

    private static @Nullable String call(ILoggingEvent event) {
        var pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (var pair : pairs) {
                if (pair.key.equals(CALL) && pair.value != null) {
                    return pair.value.toString();
                }
            }
        }
        return event.getMDCPropertyMap().get(CALL);
    }

    private static Line line(ILoggingEvent event) {
        var fields = new LinkedHashMap<String, String>();
        var pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (var pair : pairs) {
                if (!pair.key.equals(CALL) && !pair.key.startsWith(PERSONAL)) {
                    fields.put(pair.key, cut(String.valueOf(pair.value)));
                }
            }
        }
        var cause = event.getThrowableProxy();
        if (cause != null) {
            fields.put("cause", cut(cause.getClassName() + ": " + cause.getMessage()));
        }
        var logger = event.getLoggerName();
        return new Line(
                Instant.ofEpochMilli(event.getTimeStamp()),
                event.getLevel().toString(),
                logger.substring(logger.lastIndexOf('.') + 1),
                event.getThreadName(),
                cut(event.getFormattedMessage()),
                fields);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private synchronized void keep(String id, Line line) {
        forget();
        var call = calls.computeIfAbsent(id, _ -> new OneCall());
        if (call.lines.size() >= MOST_OF_CALL) {
            call.lines.remove(FIRST_OF_CALL);
            call.dropped++;
            lines--;
        }
        call.lines.add(line);
        lines++;
    }

    private void forget() {
        var before = clock.instant().minus(kept);
        var oldest = calls.values().iterator();
        while (oldest.hasNext()) {
            var call = oldest.next();
            if (lines < MOST && !call.lines.getLast().at().isBefore(before)) {
                return;
            }
            lines -= call.lines.size();
            oldest.remove();
        }
    }

    @Override
    public synchronized Lines of(String call) {
        forget();
        var found = calls.get(call);
        return found == null
                ? new Lines(List.of(), 0)
                : new Lines(List.copyOf(found.lines), found.dropped);
    }

    @Override
    public Duration kept() {
        return kept;
    }
}
