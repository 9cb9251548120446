package io.centralita.fake.twilio;

import io.centralita.fake.twilio.Answer.Done;
import io.centralita.fake.twilio.TwilioAccount.PhoneNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The account's telephone numbers. Guarded by itself.
final class Numbers {
    private static final int PAGE_SIZE = 50;
    private static final int LARGEST_PAGE = 1_000;
    private static final Set<String> METHODS = Set.of("GET", "POST");

    private final String account;
    private final Map<String, PhoneNumber> bySid = new LinkedHashMap<>();

    Numbers(String account, List<PhoneNumber> numbers) {
        this.account = account;
        numbers.forEach(number -> bySid.put(number.sid(), number));
    }

    synchronized PhoneNumber number(String digits) {
        return bySid.values().stream()
                .filter(one -> one.number().equals(digits))
                .findFirst()
                .orElseThrow();
    }

    /// A page; the next one is only to be had by the address that this one names.
    synchronized Answer list(Map<String, String> query) {
        int size = number(query, "PageSize", PAGE_SIZE);
        int page = number(query, "Page", 0);
        if (size < 1 || size > LARGEST_PAGE || page < 0) {
            return RestError.BAD_REQUEST;
        }
        if (page > 0 && !token(page).equals(query.get("PageToken"))) {
            return RestError.BAD_REQUEST;
        }
        String wanted = query.getOrDefault("PhoneNumber", "");
        var found = bySid.values().stream().filter(n -> n.number().contains(wanted)).toList();
        var shown = found.stream().skip((long) page * size).limit(size).toList();
        boolean more = found.size() > (page + 1L) * size;
        var uri = "/2010-04-01/Accounts/" + account + "/IncomingPhoneNumbers.json?PageSize=" + size;
        return Done.ok(
                new JsonObject()
                        .put(
                                "incoming_phone_numbers",
                                new JsonArray(shown.stream().map(this::json).toList()))
                        .put("page", page)
                        .put("page_size", size)
                        .put("first_page_uri", uri + "&Page=0")
                        .put(
                                "next_page_uri",
                                more
                                        ? uri
                                                + "&Page="
                                                + (page + 1)
                                                + "&PageToken="
                                                + token(page + 1)
                                        : null)
                        .put("uri", uri + "&Page=" + page));
    }

    synchronized Answer update(String path, String sid, Map<String, String> form) {
        var number = bySid.get(sid);
        if (number == null) {
            return RestError.notFound(path);
        }
        String voice = form.getOrDefault("VoiceUrl", number.voiceUrl());
        String method = form.getOrDefault("VoiceMethod", number.voiceMethod());
        String status = form.getOrDefault("StatusCallback", number.statusCallback());
        if (wrong(voice) || wrong(status)) {
            return RestError.NUMBER_URL;
        }
        if (!METHODS.contains(method)
                || !METHODS.contains(form.getOrDefault("StatusCallbackMethod", "POST"))) {
            return RestError.NUMBER_METHOD;
        }
        var updated = number.pointedTo(voice, method, status);
        bySid.put(sid, updated);
        return Done.ok(json(updated));
    }

    private static boolean wrong(String url) {
        return !url.isEmpty() && !Calls.isUrl(url);
    }

    private static String token(int page) {
        return "PT" + page;
    }

    private static int number(Map<String, String> query, String name, int standard) {
        try {
            return Integer.parseInt(query.getOrDefault(name, "" + standard));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private JsonObject json(PhoneNumber number) {
        return new JsonObject()
                .put("sid", number.sid())
                .put("account_sid", account)
                .put("phone_number", number.number())
                .put("friendly_name", number.number())
                .put("voice_url", number.voiceUrl())
                .put("voice_method", number.voiceMethod())
                .put("voice_fallback_url", "")
                .put("status_callback", number.statusCallback())
                .put("status_callback_method", "POST")
                .put("voice_application_sid", number.voiceApplication())
                .put("trunk_sid", number.trunk().isEmpty() ? null : number.trunk())
                .put("capabilities", new JsonObject().put("voice", true).put("sms", false));
    }
}
