package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.call.scope.Time;
import io.centralita.channel.twilio.rest.Resources.Alert;
import io.centralita.channel.twilio.rest.RestFailure;
import io.centralita.channel.twilio.rest.RestFailure.Garbled;
import io.centralita.channel.twilio.rest.RestFailure.Refused;
import io.centralita.channel.twilio.rest.RestFailure.TimedOut;
import io.centralita.channel.twilio.rest.RestFailure.Unreachable;
import io.centralita.channel.twilio.rest.TwilioRest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What Twilio says of itself: credentials, account, clock, where the numbers' calls go, and what
/// went wrong lately.
public final class TwilioChecks {
    /// A clock that is further off makes certificates and one-time tokens look wrong.
    private static final Duration MOST_SKEW = Duration.ofSeconds(30);

    /// What counts as lately.
    private static final Duration LATELY = Duration.ofDays(1);

    private static final int SHOWN_NUMBERS = 10;

    private final Settings settings;
    private final Messages messages;
    private final Time time;
    private final @Nullable TwilioRest rest;

    /// @param rest null without credentials
    public TwilioChecks(
            Settings settings, Messages messages, Time time, @Nullable TwilioRest rest) {
        this.settings = settings;
        this.messages = messages;
        this.time = time;
        this.rest = rest;
    }

    /// Whether there is anything to look at.
    public static boolean isConfigured(Settings settings) {
        return settings.twilioAuthToken() != null || settings.twilio().rest() != null;
    }

    public List<Check> checks() {
        var twilio = rest;
        if (twilio == null) {
            return List.of(check("account", () -> new Finding.Note(text("no-credentials"))));
        }
        var checks = new ArrayList<Check>();
        checks.add(check("account", () -> asked(() -> account(twilio))));
        checks.add(check("clock", () -> asked(() -> clock(twilio))));
        if (settings.http().publicUrl() != null) {
            checks.add(check("numbers", () -> asked(() -> numbers(twilio))));
        }
        checks.add(check("alerts", () -> asked(() -> alerts(twilio))));
        return checks;
    }

    private Check check(String what, Check.Look look) {
        return new Check(text("check." + what), look);
    }

    @FunctionalInterface
    private interface Question {
        Finding ask() throws RestFailure, InterruptedException;
    }

    private Finding asked(Question question) throws InterruptedException {
        try {
            return question.ask();
        } catch (RestFailure failure) {
            return failed(failure);
        }
    }

    private Finding failed(RestFailure failure) {
        var place = host();
        return switch (failure.reason()) {
            case Refused(int status, int code, _) when status == 401 || code == 20_003 ->
                    new Finding.Fail(text("refused", "" + status, "" + code), text("remedy.key"));
            case Refused(int status, int code, _) ->
                    new Finding.Fail(
                            text("refused", "" + status, "" + code),
                            TwilioErrors.explained(code, messages));
            case Unreachable _, TimedOut _ ->
                    new Finding.Fail(
                            place + ": " + failure.reason().word(),
                            text("remedy.unreachable", place));
            case Garbled _ -> new Finding.Fail(place + ": garbled", text("remedy.garbled", place));
        };
    }

    private String host() {
        var rest = settings.twilio().rest();
        return rest == null ? "" : rest.apiUrl().getHost();
    }

    /// A standard key may not look at the account, but at its numbers.
    private Finding account(TwilioRest twilio) throws RestFailure, InterruptedException {
        if (twilio.settings().byKey()) {
            twilio.numbers();
            return new Finding.Pass(text("key-works"));
        }
        var account = twilio.account();
        if (!account.status().equals("active")) {
            return new Finding.Fail(text("account-is", account.status()), text("remedy.account"));
        }
        return new Finding.Pass(text(account.trial() ? "trial" : "active"));
    }

    private Finding clock(TwilioRest twilio) throws RestFailure, InterruptedException {
        var ahead = twilio.clockAhead(time);
        if (ahead.isEmpty()) {
            return new Finding.Note(text("clock-untold"));
        }
        long seconds = ahead.get().toSeconds();
        return ahead.get().abs().compareTo(MOST_SKEW) > 0
                ? new Finding.Fail(text("clock-off", seconds), text("remedy.clock"))
                : new Finding.Pass(text("clock-right", seconds));
    }

    private Finding numbers(TwilioRest twilio) throws RestFailure, InterruptedException {
        var house = TwilioNumbers.of(settings);
        var all = twilio.numbers().stream().filter(number -> number.voice()).toList();
        if (all.isEmpty()) {
            return new Finding.Fail(text("no-numbers"), text("remedy.no-numbers"));
        }
        var here = all.stream().filter(house::comesHere).toList();
        var told =
                all.stream()
                        .limit(SHOWN_NUMBERS)
                        .map(number -> number.number() + " " + house.state(number, messages))
                        .collect(Collectors.joining("; "));
        var detail = text("numbers", here.size(), all.size(), told);
        if (here.isEmpty()) {
            return new Finding.Fail(
                    detail,
                    text(
                            "remedy.numbers",
                            house.voiceUrl(),
                            house.statusUrl(),
                            all.getFirst().number()));
        }
        return new Finding.Pass(detail);
    }

    /// What went wrong is over: it is told, and no failure of today.
    private Finding alerts(TwilioRest twilio) throws RestFailure, InterruptedException {
        var since = time.now().minus(LATELY);
        var byCode = new TreeMap<Integer, List<Alert>>();
        for (var alert : twilio.alerts()) {
            if (alert.generated().map(since::isBefore).orElse(true)) {
                byCode.computeIfAbsent(alert.code(), _ -> new ArrayList<>()).add(alert);
            }
        }
        if (byCode.isEmpty()) {
            return new Finding.Pass(text("no-alerts"));
        }
        return new Finding.Note(
                byCode.entrySet().stream()
                        .map(
                                one ->
                                        one.getKey()
                                                + " ×"
                                                + one.getValue().size()
                                                + ": "
                                                + TwilioErrors.explained(one.getKey(), messages))
                        .collect(Collectors.joining(" ")));
    }

    private String text(String key, Object... arguments) {
        return messages.text("doctor.twilio." + key, arguments);
    }
}
