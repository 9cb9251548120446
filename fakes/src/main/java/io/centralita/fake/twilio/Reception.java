package io.centralita.fake.twilio;

import io.centralita.fake.twilio.Answer.Done;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/// Who may ask, and who answers. Belongs to the event loop.
final class Reception {
    private static final String ACCOUNTS = "/2010-04-01/Accounts/";
    private static final Pattern SID = Pattern.compile("[A-Z]{2}[0-9a-f]{32}");

    private final TwilioAccount account;
    private final Calls calls;
    private final Numbers numbers;

    Reception(TwilioAccount account, Calls calls, Numbers numbers) {
        this.account = account;
        this.calls = calls;
        this.numbers = numbers;
    }

    Answer answer(HttpServerRequest request, Map<String, String> query, Map<String, String> form) {
        String path = request.path();
        boolean asOwner = shows(request, account.sid(), account.authToken());
        if (!asOwner && !shows(request, account.keySid(), account.keySecret())) {
            return RestError.NOT_AUTHENTICATED;
        }
        if (path.equals("/v1/Alerts")) {
            return isGet(request) ? alerts(query) : RestError.METHOD;
        }
        if (!path.startsWith(ACCOUNTS) || !path.endsWith(".json")) {
            return RestError.notFound(path);
        }
        var parts =
                path.substring(ACCOUNTS.length(), path.length() - ".json".length()).split("/", -1);
        if (!parts[0].equals(account.sid())) {
            return RestError.NOT_AUTHENTICATED; // somebody else's account
        }
        if (!isGet(request) && !isDelete(request) && !isForm(request)) {
            return RestError.BAD_REQUEST;
        }
        if (parts.length == 1) {
            return asOwner ? Done.ok(account()) : RestError.NOT_AUTHENTICATED;
        }
        if (!account.status().equals("active")) {
            return RestError.NOT_AUTHENTICATED;
        }
        return resource(request, path, parts, query, form);
    }

    private Answer resource(
            HttpServerRequest request,
            String path,
            String[] parts,
            Map<String, String> query,
            Map<String, String> form) {
        String kind = parts[1];
        if (parts.length == 2) {
            return switch (kind) {
                case "IncomingPhoneNumbers" ->
                        isGet(request) ? numbers.list(query) : RestError.METHOD;
                case "Calls" -> isGet(request) ? RestError.METHOD : calls.create(form);
                default -> RestError.notFound(path);
            };
        }
        String sid = parts[2];
        if (!SID.matcher(sid).matches()) {
            return RestError.notFound(path);
        }
        if (parts.length == 4 && kind.equals("Calls") && parts[3].equals("Recordings")) {
            return isPost(request) ? calls.record(path, sid, form) : RestError.METHOD;
        }
        if (parts.length != 3) {
            return RestError.notFound(path);
        }
        return switch (kind) {
            case "Calls" ->
                    isGet(request)
                            ? calls.fetch(path, sid)
                            : isPost(request) ? calls.update(path, sid, form) : RestError.METHOD;
            case "IncomingPhoneNumbers" ->
                    isPost(request) ? numbers.update(path, sid, form) : RestError.METHOD;
            case "Recordings" ->
                    isGet(request)
                            ? calls.fetchRecording(path, sid)
                            : isDelete(request)
                                    ? calls.deleteRecording(path, sid)
                                    : RestError.METHOD;
            default -> RestError.notFound(path);
        };
    }

    /// With the auth token in it, as Twilio has it.
    private JsonObject account() {
        return new JsonObject()
                .put("sid", account.sid())
                .put("friendly_name", "Fake")
                .put("status", account.status())
                .put("type", account.type())
                .put("auth_token", account.authToken())
                .put("owner_account_sid", account.sid());
    }

    private Answer alerts(Map<String, String> query) {
        String level = query.getOrDefault("LogLevel", "");
        var shown =
                account.alerts().stream()
                        .filter(alert -> level.isEmpty() || alert.level().equals(level))
                        .map(
                                alert ->
                                        new JsonObject()
                                                .put("sid", alert.sid())
                                                .put("account_sid", account.sid())
                                                .put("error_code", "" + alert.code())
                                                .put("log_level", alert.level())
                                                .put("request_url", alert.requestUrl())
                                                .put("date_generated", alert.generated())
                                                .put("date_created", alert.generated()))
                        .toList();
        return Done.ok(
                new JsonObject()
                        .put("alerts", new JsonArray(shown))
                        .put("meta", new JsonObject().put("key", "alerts").put("page", 0)));
    }

    private static boolean shows(HttpServerRequest request, String user, String password) {
        var wanted =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":" + password).getBytes(StandardCharsets.UTF_8));
        var shown = request.getHeader("Authorization");
        return shown != null
                && MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8),
                        shown.getBytes(StandardCharsets.UTF_8));
    }

    static boolean isForm(HttpServerRequest request) {
        var type = request.getHeader("Content-Type");
        return type != null && type.startsWith("application/x-www-form-urlencoded");
    }

    private static boolean isGet(HttpServerRequest request) {
        return request.method().name().equals("GET");
    }

    private static boolean isPost(HttpServerRequest request) {
        return request.method().name().equals("POST");
    }

    private static boolean isDelete(HttpServerRequest request) {
        return request.method().name().equals("DELETE");
    }
}
