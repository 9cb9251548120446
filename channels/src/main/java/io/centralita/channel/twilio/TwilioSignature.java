package io.centralita.channel.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Twilio's request signature: Base64 of HMAC-SHA1 under the auth token over the URL followed by
/// every form field's name and value, sorted by name (Twilio, "Webhooks security", read 2026-11).
///
/// Twilio does not always agree with itself about a default port in the signed URL, so both
/// spellings are tried. Stateless, safe from any thread.
public final class TwilioSignature {
    public static final String HEADER = "X-Twilio-Signature";

    private static final String ALGORITHM = "HmacSHA1";
    private static final Comparator<String> BYTE_ORDER =
            (a, b) ->
                    Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final List<SecretKeySpec> keys;

    /// @param authTokens the current token and, during a change, the previous one
    public TwilioSignature(List<String> authTokens) {
        keys =
                authTokens.stream()
                        .map(t -> new SecretKeySpec(t.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                        .toList();
    }

    /// Whether the signature belongs to this request under any of the tokens. Compares in constant
    /// time and tries every combination whatever matches.
    ///
    /// @param url as Twilio knows it: scheme, user, host, port, path, query; no fragment
    /// @param form decoded fields in their order of arrival; empty for GET and WebSocket
    public boolean matches(String url, List<Map.Entry<String, String>> form, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        boolean matched = false;
        for (var key : keys) {
            for (var spelling : spellings(url)) {
                for (var fields : serialisations(form)) {
                    byte[] wanted = sign(key, spelling + fields).getBytes(StandardCharsets.UTF_8);
                    matched |= MessageDigest.isEqual(wanted, given);
                }
            }
        }
        return matched;
    }

    /// What Twilio would send with such a request.
    public static String of(String authToken, String url, List<Map.Entry<String, String>> form) {
        var key = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        return sign(key, url + serialisations(form).iterator().next());
    }

    private static String sign(SecretKeySpec key, String data) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(data.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /// A name sent more than once counts with its different values in order, as in Twilio's
    /// libraries, or as it arrived.
    private static Set<String> serialisations(List<Map.Entry<String, String>> form) {
        var byName = new ArrayList<>(form);
        byName.sort(Map.Entry.comparingByKey(BYTE_ORDER));
        var byNameAndValue = new ArrayList<>(byName);
        byNameAndValue.sort(
                Map.Entry.<String, String>comparingByKey(BYTE_ORDER)
                        .thenComparing(Map.Entry.comparingByValue(BYTE_ORDER)));
        var seen = new HashSet<Map.Entry<String, String>>();
        byNameAndValue.removeIf(field -> !seen.add(Map.entry(field.getKey(), field.getValue())));
        var both = new LinkedHashSet<String>();
        both.add(join(byNameAndValue));
        both.add(join(byName));
        return both;
    }

    private static String join(List<Map.Entry<String, String>> fields) {
        var text = new StringBuilder();
        fields.forEach(field -> text.append(field.getKey()).append(field.getValue()));
        return text.toString();
    }

    /// The URL itself and, where its port is the scheme's default, written or not, the other way to
    /// write that. Nothing else of the URL is touched.
    private static List<String> spellings(String url) {
        var uri = URI.create(url);
        boolean secure = "https".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
        int defaultPort = secure ? 443 : 80;
        if (uri.getPort() != -1 && uri.getPort() != defaultPort) {
            return List.of(url);
        }
        int authority = url.indexOf("//") + 2;
        int end = authority + uri.getRawAuthority().length();
        String port = ":" + defaultPort;
        String other =
                uri.getPort() == -1
                        ? url.substring(0, end) + port + url.substring(end)
                        : url.substring(0, end - port.length()) + url.substring(end);
        return List.of(url, other);
    }
}
