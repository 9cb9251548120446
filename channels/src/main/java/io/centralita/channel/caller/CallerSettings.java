package io.centralita.channel.caller;

import java.net.URI;
import java.util.Optional;

/// Whom to call and as whom.
///
/// @param webhook the voice URL as it would be set for a Twilio number
/// @param from the caller's number
/// @param to the dialled number
/// @param authToken signs requests as Twilio does
/// @param dialled what becomes of a telephone that the caller is put through to, one of Twilio's
///   words for a `<Dial>`; empty where nobody asks what to do once a stream has ended
public record CallerSettings(
        URI webhook,
        String from,
        String to,
        Optional<String> authToken,
        Misbehaviour misbehaviour,
        Optional<String> dialled) {
    public CallerSettings(URI webhook, String from, String to) {
        this(webhook, from, to, Optional.empty(), Misbehaviour.NONE, Optional.empty());
    }

    public CallerSettings signedWith(String token) {
        return new CallerSettings(webhook, from, to, Optional.of(token), misbehaviour, dialled);
    }

    public CallerSettings with(Misbehaviour other) {
        return new CallerSettings(webhook, from, to, authToken, other, dialled);
    }

    /// Goes on after a stream as Twilio does.
    public CallerSettings dialling(String outcome) {
        return new CallerSettings(webhook, from, to, authToken, misbehaviour, Optional.of(outcome));
    }

    /// Numbers and tokens are not for logs.
    @Override
    public String toString() {
        return "CallerSettings[webhook=%s, signed=%s, misbehaviour=%s]"
                .formatted(webhook, authToken.isPresent(), misbehaviour);
    }
}
