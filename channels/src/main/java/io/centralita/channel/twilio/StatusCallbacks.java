package io.centralita.channel.twilio;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.ExpiringMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Twilio reports of calls and streams. Reports may come in any order and more than once
/// ("Call resource: status callbacks", protocols/twilio.md §6): their `SequenceNumber` puts them in
/// order, and the first final status of a call is the one that counts.
final class StatusCallbacks {
    private static final Set<String> FINAL =
            Set.of("completed", "busy", "no-answer", "failed", "canceled");
    private static final Set<String> UNDER_WAY =
            Set.of("queued", "initiated", "ringing", "answered", "in-progress");
    private static final Set<String> STREAM =
            Set.of("stream-started", "stream-stopped", "stream-error");
    private static final int LONGEST_DETAIL = 200;

    /// How long reports of a call are put in order after the last one; calls are remembered for as
    /// long.
    private static final Duration MEMORY = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(StatusCallbacks.class);

    private final Door door;
    private final Consumer<String> over;
    private final Time time;
    private final ChannelMetrics metrics;
    private final ExpiringMap<Known> known;

    /// @param over is told the SID of every call that is over, at least once
    StatusCallbacks(
            Door door,
            TwilioSettings.Limits limits,
            Consumer<String> over,
            Time time,
            ChannelMetrics metrics) {
        this.door = door;
        this.over = over;
        this.time = time;
        this.metrics = metrics;
        known = new ExpiringMap<>(10 * limits.maxRinging(), MEMORY.toNanos());
    }

    /// @param sequence the highest number seen
    /// @param seen the numbers seen, as bits; numbers above 62 count as 62
    /// @param over whether a final status has come
    private record Known(int sequence, long seen, boolean over) {
        static final Known NOTHING = new Known(-1, 0, false);

        boolean has(int number) {
            return (seen & bit(number)) != 0;
        }

        Known with(int number, boolean last) {
            return new Known(Math.max(sequence, number), seen | bit(number), over || last);
        }

        private static long bit(int number) {
            return 1L << Math.min(number, 62);
        }
    }

    void arrived(RoutingContext context) {
        var form = Door.form(context.request());
        if (door.refused(context, form)) {
            return;
        }
        String callSid = Door.first(form, "CallSid");
        if (!Door.isSid(callSid)) {
            metrics.oddity(TwilioChannel.NAME, "status-without-call");
        } else if (!Door.first(form, "StreamEvent").isEmpty()) {
            stream(callSid, form);
        } else {
            call(callSid, form);
        }
        context.response().setStatusCode(204).end();
    }

    private void stream(String callSid, List<Map.Entry<String, String>> form) {
        String event = Door.first(form, "StreamEvent");
        if (!STREAM.contains(event)) {
            metrics.oddity(TwilioChannel.NAME, "stream-event");
            return;
        }
        metrics.event(TwilioChannel.NAME, "stream", event);
        var line = event.equals("stream-error") ? log.atWarn() : log.atDebug();
        line.addKeyValue("call", callSid)
                .addKeyValue("event", event)
                .addKeyValue("error", shortened(Door.first(form, "StreamError")))
                .log("Twilio tells of a stream");
    }

    private void call(String callSid, List<Map.Entry<String, String>> form) {
        String status = Door.first(form, "CallStatus");
        boolean last = FINAL.contains(status);
        if (!last && !UNDER_WAY.contains(status)) {
            metrics.oddity(TwilioChannel.NAME, "call-status");
            return;
        }
        int sequence = number(Door.first(form, "SequenceNumber"));
        var before = known.get(callSid, time.nanoTime()).orElse(Known.NOTHING);
        if ((sequence >= 0 && before.has(sequence)) || (last && before.over())) {
            metrics.oddity(TwilioChannel.NAME, "status-again");
            return;
        }
        if (!known.put(callSid, before.with(Math.max(0, sequence), last), time.nanoTime())) {
            metrics.oddity(TwilioChannel.NAME, "status-full");
        }
        if (before.over() || (sequence >= 0 && sequence < before.sequence())) {
            metrics.oddity(TwilioChannel.NAME, "status-late"); // a later one has been acted upon
            return;
        }
        tell(callSid, status, last, form);
        if (last) {
            over.accept(callSid);
        }
    }

    private void tell(
            String callSid, String status, boolean last, List<Map.Entry<String, String>> form) {
        boolean child = !Door.first(form, "ParentCallSid").isEmpty();
        if (last) {
            metrics.event(TwilioChannel.NAME, child ? "dialled-over" : "call-over", status);
        }
        var line = last ? log.atInfo() : log.atDebug();
        line.addKeyValue("call", callSid)
                .addKeyValue("status", status)
                .addKeyValue("dialled", child)
                .addKeyValue("seconds", number(Door.first(form, "CallDuration")))
                .addKeyValue("sip", number(Door.first(form, "SipResponseCode")))
                .log(last ? "call is over at Twilio" : "Twilio tells of a call");
    }

    /// Not for numbers that have to be exact: -1 where it is none.
    private static int number(String text) {
        try {
            return Math.max(-1, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }
}
