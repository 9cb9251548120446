package io.centralita.fake.twilio;

import io.centralita.fake.twilio.Answer.Done;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Calls and their recordings, and what may be done to them. Guarded by itself.
final class Calls {
    /// Most characters of TwiML in an update.
    private static final int MAX_TWIML = 4_000;

    private static final Set<String> CHANNELS = Set.of("mono", "dual");
    private static final Set<String> RECORDING_EVENTS =
            Set.of("in-progress", "completed", "absent");

    private final String account;
    private final Map<String, FakeCall> calls = new LinkedHashMap<>();
    private final Map<String, FakeRecording> recordings = new LinkedHashMap<>();

    Calls(String account) {
        this.account = account;
    }

    synchronized void put(FakeCall call) {
        calls.put(call.sid(), call);
    }

    synchronized FakeCall call(String sid) {
        var call = calls.get(sid);
        if (call == null) {
            throw new IllegalStateException("no call " + sid);
        }
        return call;
    }

    synchronized List<FakeRecording> recordings() {
        return List.copyOf(recordings.values());
    }

    synchronized Answer create(Map<String, String> form) {
        String to = form.getOrDefault("To", "");
        if (to.isEmpty()) {
            return RestError.NO_TO;
        }
        String from = form.getOrDefault("From", "");
        if (from.isEmpty()) {
            return RestError.NO_FROM;
        }
        String url = form.getOrDefault("Url", "");
        String twiml = form.getOrDefault("Twiml", "");
        if (url.isEmpty() == twiml.isEmpty() || (!url.isEmpty() && !isUrl(url))) {
            return RestError.CALL_URL;
        }
        String sid = "CA" + UUID.randomUUID().toString().replace("-", "");
        var call = new FakeCall(sid, from, to, "queued", url + twiml);
        calls.put(sid, call);
        return Done.created(call.json(account));
    }

    synchronized Answer fetch(String path, String sid) {
        var call = calls.get(sid);
        return call == null ? RestError.notFound(path) : Done.ok(call.json(account));
    }

    synchronized Answer update(String path, String sid, Map<String, String> form) {
        var call = calls.get(sid);
        if (call == null) {
            return RestError.notFound(path);
        }
        String status = form.getOrDefault("Status", "");
        String url = form.getOrDefault("Url", "");
        String twiml = form.getOrDefault("Twiml", "");
        if (status.isEmpty() && url.isEmpty() && twiml.isEmpty()) {
            return RestError.BAD_REQUEST;
        }
        if (!call.live()) {
            return RestError.CALL_NOT_IN_PROGRESS;
        }
        if (!url.isEmpty() && (!twiml.isEmpty() || !isUrl(url))) {
            return RestError.CALL_URL;
        }
        if (twiml.length() > MAX_TWIML) {
            return RestError.BAD_REQUEST;
        }
        var updated = call;
        if (!status.isEmpty()) {
            boolean answered = call.status().equals("in-progress");
            if (status.equals("completed")) {
                updated = updated.withStatus("completed");
            } else if (status.equals("canceled")) {
                updated = answered ? call : updated.withStatus("canceled");
            } else {
                return RestError.BAD_REQUEST;
            }
        }
        if (!(url + twiml).isEmpty()) {
            if (!call.status().equals("in-progress")) {
                return RestError.CALL_NOT_IN_PROGRESS;
            }
            updated = updated.redirected(url + twiml);
        }
        calls.put(sid, updated);
        return Done.ok(updated.json(account));
    }

    synchronized Answer record(String path, String callSid, Map<String, String> form) {
        var call = calls.get(callSid);
        if (call == null) {
            return RestError.notFound(path);
        }
        if (!call.status().equals("in-progress")) {
            return RestError.CALL_NOT_IN_PROGRESS;
        }
        String channels = form.getOrDefault("RecordingChannels", "mono");
        String callback = form.getOrDefault("RecordingStatusCallback", "");
        String events = form.getOrDefault("RecordingStatusCallbackEvent", "completed");
        if (!CHANNELS.contains(channels)
                || (!callback.isEmpty() && !isUrl(callback))
                || !RECORDING_EVENTS.containsAll(List.of(events.split(" ")))) {
            return RestError.BAD_REQUEST;
        }
        String sid = "RE" + UUID.randomUUID().toString().replace("-", "");
        var recording = new FakeRecording(sid, callSid, "in-progress", channels, callback, events);
        recordings.put(sid, recording);
        return Done.created(recording.json(account));
    }

    synchronized Answer fetchRecording(String path, String sid) {
        var recording = recordings.get(sid);
        return recording == null ? RestError.notFound(path) : Done.ok(recording.json(account));
    }

    synchronized Answer deleteRecording(String path, String sid) {
        return recordings.remove(sid) == null ? RestError.notFound(path) : Done.gone();
    }

    static boolean isUrl(String text) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
