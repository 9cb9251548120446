package io.centralita.channel.twilio;

import io.centralita.call.leg.AfterFailure;
import io.centralita.call.scope.Time;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Asks Twilio to connect a call to a stream of ours. Safe from any thread.
record Invitations(TwilioSettings settings, RequestGuard guard, CallTokens tokens, Time time) {
    /// TwiML with a token for this very call; empty where too many calls are ringing.
    Optional<String> to(RingingCall call, HttpServerRequest request) {
        return tokens.issue(call, time.nanoTime())
                .map(
                        token ->
                                TwiMl.stream(
                                        guard.streamUrl(request, TwilioChannel.STREAM_PATH),
                                        guard.url(request, TwilioChannel.STATUS_PATH),
                                        TwilioChannel.TOKEN_PARAMETER,
                                        token,
                                        after(request)));
    }

    private String after(HttpServerRequest request) {
        boolean asks =
                settings.features().transfers()
                        || !(settings.afterFailure() instanceof AfterFailure.HangUp);
        return asks ? guard.url(request, TwilioChannel.AFTER_PATH) : "";
    }
}
