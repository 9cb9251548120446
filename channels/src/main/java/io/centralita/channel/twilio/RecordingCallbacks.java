package io.centralita.channel.twilio;

import io.centralita.call.record.RecordingListener;
import io.centralita.call.record.RecordingListener.CarrierRecording;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.ExpiringMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// What Twilio reports of recordings ("Recordings resource: RecordingStatusCallback", read
/// 2026-11-25): `in-progress`, `completed`, `absent`, each of which may come more than once.
final class RecordingCallbacks {
    private static final Set<String> STATUSES =
            Set.of("in-progress", "completed", "absent", "failed");
    private static final Logger log = LoggerFactory.getLogger(RecordingCallbacks.class);

    private final Door door;
    private final RecordingListener listener;
    private final Time time;
    private final ChannelMetrics metrics;

    /// Recordings that have been told of, with their status.
    private final ExpiringMap<String> told;

    RecordingCallbacks(
            Door door,
            TwilioSettings.Limits limits,
            RecordingListener listener,
            Time time,
            ChannelMetrics metrics) {
        this.door = door;
        this.listener = listener;
        this.time = time;
        this.metrics = metrics;
        told = new ExpiringMap<>(10 * limits.maxRinging(), Duration.ofHours(1).toNanos());
    }

    void arrived(RoutingContext context) {
        var form = Door.form(context.request());
        if (door.refused(context, form)) {
            return;
        }
        recording(form);
        context.response().setStatusCode(204).end();
    }

    private void recording(List<Map.Entry<String, String>> form) {
        String callSid = Door.first(form, "CallSid");
        String sid = Door.first(form, "RecordingSid");
        String status = Door.first(form, "RecordingStatus");
        if (!Door.isSid(callSid) || !Door.isSid(sid) || !STATUSES.contains(status)) {
            metrics.oddity(TwilioChannel.NAME, "recording-callback");
            return;
        }
        String key = sid + " " + status;
        if (told.get(key, time.nanoTime()).isPresent()) {
            metrics.oddity(TwilioChannel.NAME, "recording-again");
            return;
        }
        told.put(key, status, time.nanoTime());
        metrics.event(TwilioChannel.NAME, "recording", status);
        long length = seconds(Door.first(form, "RecordingDuration"));
        log.atLevel(
                        status.equals("completed") || status.equals("in-progress")
                                ? Level.INFO
                                : Level.WARN)
                .addKeyValue("call", callSid)
                .addKeyValue("recording", sid)
                .addKeyValue("status", status)
                .addKeyValue("seconds", length)
                .log("Twilio tells of a recording");
        if (status.equals("completed")) {
            var url = Door.first(form, "RecordingUrl");
            listener.recorded(callSid, new CarrierRecording(TwilioChannel.NAME, sid, url, length));
        }
    }

    private static long seconds(String text) {
        try {
            return Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
