package io.centralita.channel.twilio;

import io.centralita.channel.ExpiringMap;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The one-time tokens that tie a media stream to the webhook that announced it, and what the
/// webhook knew about the call. Safe from any thread.
final class CallTokens {
    private static final int TOKEN_BYTES = 24;

    private final ExpiringMap<Ticket> tickets;
    private final SecureRandom random = new SecureRandom();

    CallTokens(TwilioSettings.Limits limits) {
        tickets = new ExpiringMap<>(limits.maxRinging(), limits.tokenLife().toNanos());
    }

    /// A token for this call, in place of any earlier one; empty where too many calls are ringing.
    Optional<String> issue(RingingCall call, long nowNanos) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return tickets.put(call.callSid(), new Ticket(token, call), nowNanos)
                ? Optional.of(token)
                : Optional.empty();
    }

    /// The call this token was issued for. Works once; a wrong token leaves the right one usable.
    Optional<RingingCall> redeem(String callSid, String token, long nowNanos) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        return tickets.take(
                        callSid,
                        ticket ->
                                MessageDigest.isEqual(
                                        ticket.token().getBytes(StandardCharsets.UTF_8), given),
                        nowNanos)
                .map(Ticket::call);
    }

    void withdraw(String callSid) {
        tickets.remove(callSid);
    }

    int outstanding(long nowNanos) {
        return tickets.size(nowNanos);
    }

    private record Ticket(String token, RingingCall call) {}
}
