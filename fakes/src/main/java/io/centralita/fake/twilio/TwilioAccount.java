package io.centralita.fake.twilio;

import java.util.List;

/// Whose API it is.
///
/// @param sid of the account, `AC` and 32 hexadecimal digits
/// @param status `active`, `suspended` or `closed`
/// @param type `Full` or `Trial`
/// @param keySid of a standard API key, which may do everything but look at accounts
/// @param numbers the account's telephone numbers
/// @param alerts what the monitor has noted, newest first
/// @param clockAheadSeconds how much the service's clock is ahead of ours
public record TwilioAccount(
        String sid,
        String authToken,
        String status,
        String type,
        String keySid,
        String keySecret,
        List<PhoneNumber> numbers,
        List<Alert> alerts,
        long clockAheadSeconds) {
    public static final TwilioAccount DEFAULT =
            new TwilioAccount(
                    "AC0123456789abcdef0123456789abcdef",
                    "0123456789abcdef0123456789abcdef",
                    "active",
                    "Full",
                    "SK0123456789abcdef0123456789abcdef",
                    "find-me-api-secret",
                    List.of(),
                    List.of(),
                    0);

    public TwilioAccount {
        numbers = List.copyOf(numbers);
        alerts = List.copyOf(alerts);
    }

    public TwilioAccount withStatus(String newStatus, String newType) {
        return new TwilioAccount(
                sid,
                authToken,
                newStatus,
                newType,
                keySid,
                keySecret,
                numbers,
                alerts,
                clockAheadSeconds);
    }

    public TwilioAccount withNumbers(PhoneNumber... newNumbers) {
        return new TwilioAccount(
                sid,
                authToken,
                status,
                type,
                keySid,
                keySecret,
                List.of(newNumbers),
                alerts,
                clockAheadSeconds);
    }

    public TwilioAccount withAlerts(Alert... newAlerts) {
        return new TwilioAccount(
                sid,
                authToken,
                status,
                type,
                keySid,
                keySecret,
                numbers,
                List.of(newAlerts),
                clockAheadSeconds);
    }

    public TwilioAccount withClockAhead(long seconds) {
        return new TwilioAccount(
                sid, authToken, status, type, keySid, keySecret, numbers, alerts, seconds);
    }

    /// A telephone number and where its calls go; empty where nothing is set.
    ///
    /// @param voiceApplication a TwiML app that takes the place of the URLs, or empty
    /// @param trunk a SIP trunk that takes the calls, or empty
    public record PhoneNumber(
            String sid,
            String number,
            String voiceUrl,
            String voiceMethod,
            String statusCallback,
            String voiceApplication,
            String trunk) {
        public PhoneNumber(String sid, String number, String voiceUrl, String statusCallback) {
            this(sid, number, voiceUrl, "POST", statusCallback, "", "");
        }

        PhoneNumber pointedTo(String voice, String method, String status) {
            return new PhoneNumber(sid, number, voice, method, status, voiceApplication, trunk);
        }
    }

    /// Something that went wrong.
    ///
    /// @param code Twilio's error code
    /// @param level `error`, `warning`, `notice` or `debug`
    /// @param generated ISO 8601
    public record Alert(String sid, int code, String level, String requestUrl, String generated) {}
}
