package io.centralita.channel.twilio.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.scope.Time;
import io.centralita.channel.twilio.rest.Resources.Account;
import io.centralita.channel.twilio.rest.Resources.Alert;
import io.centralita.channel.twilio.rest.Resources.Call;
import io.centralita.channel.twilio.rest.Resources.PhoneNumber;
import io.centralita.channel.twilio.rest.Resources.Recording;
import io.centralita.channel.twilio.rest.RestFailure.Garbled;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Twilio's REST API. Every operation blocks, at most for the patience of its settings, and may be
/// interrupted. Safe from any thread.
public final class TwilioRest implements AutoCloseable {
    /// Twilio's error code for a change to a call that is over already.
    public static final int CALL_NOT_IN_PROGRESS = 21_220;

    /// Twilio's error code for something that is not there.
    public static final int NOT_FOUND = 20_404;

    private static final String ACCOUNTS = "/2010-04-01/Accounts/";
    private static final int NUMBERS_PER_PAGE = 100;

    /// Pages of numbers that are looked at.
    private static final int MOST_PAGES = 20;

    private static final int ALERTS = 50;

    private final RestSettings settings;
    private final Exchanges exchanges;

    public TwilioRest(RestSettings settings) {
        this(settings, Time.SYSTEM, Exchanges.Pause.REAL);
    }

    TwilioRest(RestSettings settings, Time time, Exchanges.Pause pause) {
        this.settings = settings;
        exchanges = new Exchanges(settings, time, pause);
    }

    public RestSettings settings() {
        return settings;
    }

    /// The account. Standard API keys may not ask for it: Twilio refuses them with 20003.
    public Account account() throws RestFailure, InterruptedException {
        var json = exchanges.ask(Request.get(account(".json"))).json();
        return new Account(text(json, "status"), text(json, "type").equals("Trial"));
    }

    /// How far Twilio's clock is ahead of this one; empty where Twilio does not tell. Takes one
    /// request, of which half the time counts as the way back.
    public Optional<Duration> clockAhead(Time time) throws RestFailure, InterruptedException {
        long asked = time.nanoTime();
        var date =
                exchanges.ask(Request.get(account("/IncomingPhoneNumbers.json?PageSize=1"))).date();
        var back = Duration.ofNanos((time.nanoTime() - asked) / 2);
        return date.map(there -> Duration.between(time.now(), there.plus(back)));
    }

    public Call call(String callSid) throws RestFailure, InterruptedException {
        return call(exchanges.ask(Request.get(callUrl(callSid))).json());
    }

    /// Ends a call, whatever its TwiML still wants.
    ///
    /// @return false where it was over already
    public boolean hangUp(String callSid) throws RestFailure, InterruptedException {
        try {
            exchanges.ask(Request.change(callUrl(callSid), Map.of("Status", "completed")));
            return true;
        } catch (RestFailure failure) {
            if (failure.code() == CALL_NOT_IN_PROGRESS) {
                return false;
            }
            throw failure;
        }
    }

    /// Starts recording a call that is in progress, each side on a channel of its own.
    ///
    /// @param statusCallback told when the recording begins and ends, or that there is none
    public Recording startRecording(String callSid, URI statusCallback)
            throws RestFailure, InterruptedException {
        var url = account("/Calls/" + Request.encoded(callSid) + "/Recordings.json");
        var form =
                Map.of(
                        "RecordingChannels", "dual",
                        "RecordingStatusCallback", statusCallback.toString(),
                        "RecordingStatusCallbackEvent", "in-progress completed absent");
        return recording(exchanges.ask(Request.once(url, form)).json());
    }

    public Recording recording(String recordingSid) throws RestFailure, InterruptedException {
        return recording(exchanges.ask(Request.get(recordingUrl(recordingSid))).json());
    }

    /// Deletes a recording; one that is not there is fine.
    public void deleteRecording(String recordingSid) throws RestFailure, InterruptedException {
        try {
            exchanges.ask(Request.delete(recordingUrl(recordingSid)));
        } catch (RestFailure failure) {
            if (failure.code() != NOT_FOUND) {
                throw failure;
            }
        }
    }

    /// The account's numbers, at most 2,000.
    public List<PhoneNumber> numbers() throws RestFailure, InterruptedException {
        var numbers = new ArrayList<PhoneNumber>();
        var next = account("/IncomingPhoneNumbers.json?PageSize=" + NUMBERS_PER_PAGE);
        for (int page = 0; page < MOST_PAGES; page++) {
            var json = exchanges.ask(Request.get(next)).json();
            json.path("incoming_phone_numbers").forEach(number -> numbers.add(number(number)));
            String more = text(json, "next_page_uri");
            if (more.isEmpty()) {
                break;
            }
            if (!more.startsWith(ACCOUNTS)) {
                throw new RestFailure(new Garbled(), null);
            }
            next = settings.apiUrl().resolve(more);
        }
        return numbers;
    }

    /// Sends a number's calls and its status callbacks here.
    public PhoneNumber point(String numberSid, URI voiceUrl, URI statusCallback)
            throws RestFailure, InterruptedException {
        var url = account("/IncomingPhoneNumbers/" + Request.encoded(numberSid) + ".json");
        var form =
                Map.of(
                        "VoiceUrl",
                        voiceUrl.toString(),
                        "VoiceMethod",
                        "POST",
                        "StatusCallback",
                        statusCallback.toString(),
                        "StatusCallbackMethod",
                        "POST");
        return number(exchanges.ask(Request.change(url, form)).json());
    }

    /// The latest errors, newest first.
    public List<Alert> alerts() throws RestFailure, InterruptedException {
        var url = settings.monitorUrl().resolve("/v1/Alerts?LogLevel=error&PageSize=" + ALERTS);
        var alerts = new ArrayList<Alert>();
        for (var alert : exchanges.ask(Request.get(url)).json().path("alerts")) {
            alerts.add(
                    new Alert(
                            alert.path("error_code").asInt(0),
                            text(alert, "log_level"),
                            text(alert, "request_url"),
                            instant(text(alert, "date_generated"))));
        }
        return alerts;
    }

    @Override
    public void close() {
        exchanges.close();
    }

    private static Call call(JsonNode json) {
        return new Call(
                text(json, "sid"), text(json, "from"), text(json, "to"), text(json, "status"));
    }

    private static Recording recording(JsonNode json) {
        return new Recording(text(json, "sid"), text(json, "call_sid"), text(json, "status"));
    }

    private static PhoneNumber number(JsonNode json) {
        boolean diverted =
                !text(json, "voice_application_sid").isEmpty()
                        || !text(json, "trunk_sid").isEmpty();
        return new PhoneNumber(
                text(json, "sid"),
                text(json, "phone_number"),
                text(json, "voice_url"),
                text(json, "voice_method"),
                text(json, "status_callback"),
                diverted,
                json.path("capabilities").path("voice").asBoolean(true));
    }

    /// Empty where there is none, or null.
    private static String text(JsonNode json, String field) {
        return json.hasNonNull(field) ? json.path(field).asText() : "";
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private URI callUrl(String sid) {
        return account("/Calls/" + Request.encoded(sid) + ".json");
    }

    private URI recordingUrl(String sid) {
        return account("/Recordings/" + Request.encoded(sid) + ".json");
    }

    private URI account(String rest) {
        return settings.apiUrl().resolve(ACCOUNTS + settings.accountSid() + rest);
    }
}
