package io.centralita.channel.caller;

import io.centralita.call.scope.Time;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.caller.CallResult.By;
import io.centralita.channel.caller.CallResult.Ending;
import io.centralita.channel.caller.TwimlAnswer.Verb;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One call: webhook, TwiML, stream. Confined to its event loop except where said.
final class PlacedCall implements TestCall {
    private final CallerSettings settings;
    private final CallerScript script;
    private final CallerListener listener;
    private final Context context;
    private final HttpClient http;
    private final WebSocketClient webSockets;
    private final PacingClocks clocks;
    private final Time time;

    private final String accountSid = sid("AC");
    private final String callSid = sid("CA");
    private final Promise<CallResult> promise = Promise.promise();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private List<Verb> verbs = List.of();
    private int nextVerb;

    /// Of the `<Connect>` whose stream this is.
    private String action = "";

    private long webhookMs = -1;
    private @Nullable StreamSession session;
    private @Nullable Ending ending;
    private boolean over;

    PlacedCall(
            CallerSettings settings,
            CallerScript script,
            CallerListener listener,
            Context context,
            HttpClient http,
            WebSocketClient webSockets,
            PacingClocks clocks) {
        this.settings = settings;
        this.script = script;
        this.listener = listener;
        this.context = context;
        this.http = http;
        this.webSockets = webSockets;
        this.clocks = clocks;
        time = clocks.time();
    }

    @Override
    public String callSid() {
        return callSid;
    }

    @Override
    public Future<CallResult> result() {
        return promise.future();
    }

    @Override
    public void hangUp() {
        context.runOnContext(
                nothing -> {
                    if (session != null) {
                        session.hangUp();
                    } else {
                        finish(new Ending(By.CALLER, "hung up before the stream"));
                    }
                });
    }

    void dial() {
        long fromNanos = time.nanoTime();
        String url = WebhookRequest.withoutFragment(settings.webhook().toString());
        new WebhookRequest(http, settings)
                .send(url, accountSid, callSid, "ringing", List.of())
                .onComplete(
                        result -> {
                            if (over) {
                                return;
                            }
                            if (result.failed()) {
                                fail(Problem.HTTP_CONNECTION, "" + result.cause());
                                return;
                            }
                            webhookMs = (time.nanoTime() - fromNanos) / 1_000_000;
                            listener.on(new CallerEvent.WebhookAnswered(webhookMs));
                            answered(result.result());
                        });
    }

    private void answered(WebhookRequest.Answer answer) {
        if (answer.status() < 200 || answer.status() > 299) {
            fail(Problem.HTTP_RETRIEVAL, "webhook answered with status " + answer.status());
            return;
        }
        var twiml = TwimlAnswer.read(answer.contentType(), answer.body());
        twiml.problems().forEach(this::trouble);
        verbs = twiml.verbs();
        nextVerb = 0;
        action = "";
        if (verbs.isEmpty() && !twiml.problems().isEmpty()) {
            finish(new Ending(By.FAILURE, twiml.problems().getFirst().detail()));
            return;
        }
        proceed();
    }

    /// Carries out what is left of the TwiML, up to a stream.
    private void proceed() {
        while (nextVerb < verbs.size()) {
            switch (verbs.get(nextVerb++)) {
                case Verb.Say(var text, var language) -> {
                    said.add(text);
                    listener.on(new CallerEvent.ProviderSays(text, language));
                }
                case Verb.Hangup() -> nextVerb = verbs.size();
                case Verb.ConnectStream(var url, var parameters, var after) -> {
                    action = after;
                    connect(url, parameters);
                    return;
                }
                case Verb.Dial(var number, var callerId, var after) -> {
                    listener.on(new CallerEvent.Dialled(number, callerId));
                    if (settings.dialled().isPresent() && !after.isEmpty()) {
                        ask(after, dialled(settings.dialled().get()));
                        return;
                    }
                }
            }
        }
        finish(ending != null ? ending : new Ending(By.TWIML, "TwiML ended"));
    }

    private static List<Map.Entry<String, String>> dialled(String status) {
        return List.of(
                Map.entry("DialCallSid", sid("CA")),
                Map.entry("DialCallStatus", status),
                Map.entry("DialBridged", "" + status.equals("completed")));
    }

    /// What comes next is in the answer.
    private void ask(String url, List<Map.Entry<String, String>> more) {
        new WebhookRequest(http, settings)
                .send(url, accountSid, callSid, "in-progress", more)
                .onComplete(
                        result -> {
                            if (over) {
                                return;
                            }
                            if (result.succeeded()) {
                                answered(result.result());
                            } else {
                                fail(Problem.HTTP_CONNECTION, "" + result.cause());
                            }
                        });
    }

    private void connect(String url, Map<String, String> parameters) {
        var fault = StreamTarget.fault(url);
        if (fault.isPresent()) {
            fail(fault.get().code(), fault.get().detail());
            return;
        }
        webSockets
                .connect(StreamTarget.options(url, settings.authToken()))
                .onComplete(
                        result -> {
                            if (result.succeeded()) {
                                connected(result.result(), parameters);
                            } else if (!over) {
                                refused(result.cause());
                            }
                        });
    }

    private void refused(Throwable cause) {
        if (cause instanceof UpgradeRejectedException rejected) {
            fail(Problem.STREAM_HANDSHAKE, "handshake answered " + rejected.getStatus());
        } else {
            fail(Problem.STREAM_HANDSHAKE, "no WebSocket: " + cause);
        }
    }

    private void connected(WebSocket webSocket, Map<String, String> parameters) {
        if (over) {
            webSocket.close();
            return;
        }
        String streamSid = sid("MZ");
        var started =
                new StreamSession(
                        webSocket,
                        streamSid,
                        new CallerMessages(accountSid, callSid, streamSid),
                        script,
                        settings.misbehaviour(),
                        clocks.current(),
                        time,
                        listener,
                        this::trouble,
                        this::streamEnded);
        session = started;
        listener.on(new CallerEvent.StreamStarted(callSid));
        started.begin(parameters);
    }

    private void streamEnded(Ending how) {
        ending = how;
        if (how.by() == By.SWITCHBOARD && settings.dialled().isPresent() && !action.isEmpty()) {
            ask(action, List.of());
        } else if (how.by() == By.SWITCHBOARD) {
            proceed();
        } else {
            finish(how);
        }
    }

    private void trouble(Problem problem) {
        problems.add(problem);
        listener.on(new CallerEvent.Trouble(problem));
    }

    private void fail(int code, String detail) {
        trouble(new Problem(code, detail));
        finish(new Ending(By.FAILURE, detail));
    }

    private void finish(Ending how) {
        if (over) {
            return;
        }
        over = true;
        var stream = session;
        var heard = stream == null ? List.<CallResult.Span>of() : stream.heard();
        var counts = stream == null ? new CallResult.Counts(0, 0, 0, 0, 0) : stream.counts();
        var delivery = stream == null ? CallResult.Delivery.NONE : stream.delivery();
        var recording = stream == null ? new CallRecording() : stream.recording();
        listener.on(new CallerEvent.Ended(how));
        promise.complete(
                new CallResult(
                        callSid, how, webhookMs, said, heard, problems, counts, delivery,
                        recording));
    }

    /// Twilio's ids: two letters and 32 hexadecimal digits.
    private static String sid(String kind) {
        return kind + UUID.randomUUID().toString().replace("-", "");
    }
}
