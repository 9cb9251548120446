package io.centralita.channel.twilio.rest;

import java.time.Instant;
import java.util.Optional;

/// What the API tells of, as far as it matters here.
public final class Resources {
    private Resources() {}

    /// @param status `active`, `suspended` or `closed`
    /// @param trial calls from verified numbers only, 10 minutes at most
    public record Account(String status, boolean trial) {}

    /// @param status one of Twilio's, `in-progress` for example
    public record Call(String sid, String from, String to, String status) {
        public boolean inProgress() {
            return status.equals("in-progress");
        }
    }

    /// A telephone number of the account's and where its calls go; empty where nothing is set.
    ///
    /// @param diverted a TwiML application or a SIP trunk takes the calls, so that the URLs do not
    ///   count
    public record PhoneNumber(
            String sid,
            String number,
            String voiceUrl,
            String voiceMethod,
            String statusCallback,
            boolean diverted,
            boolean voice) {}

    /// @param status `in-progress`, `processing`, `completed`, `absent` …
    public record Recording(String sid, String callSid, String status) {}

    /// Something that went wrong at Twilio.
    public record Alert(int code, String level, String requestUrl, Optional<Instant> generated) {}
}
