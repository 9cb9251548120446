package io.centralita.fake.calls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a form of parts (RFC 7578) as strictly as it is written down: each part has a name and a
/// type, and the form has an end.
final class FormReader {
    private static final Pattern TYPE =
            Pattern.compile("multipart/form-data; *boundary=\"?([^\";]{1,70})\"?");
    private static final Pattern NAME =
            Pattern.compile("(?i)Content-Disposition: form-data; name=\"([a-z]+)\".*");
    private static final Pattern PART_TYPE = Pattern.compile("(?i)Content-Type: ([a-z/]+).*");

    private FormReader() {}

    /// @param name of the part
    /// @param type of what is in it
    record Part(String name, String type, String body) {}

    /// Null where it is no such form.
    static @Nullable Map<String, Part> read(@Nullable String contentType, String body) {
        var type = TYPE.matcher(contentType == null ? "" : contentType);
        if (!type.matches()) {
            return null;
        }
        var delimiter = "--" + type.group(1);
        if (!body.startsWith(delimiter + "\r\n") || !body.endsWith("\r\n" + delimiter + "--\r\n")) {
            return null;
        }
        var inner = body.substring(delimiter.length() + 2, body.length() - delimiter.length() - 6);
        var parts = new LinkedHashMap<String, Part>();
        for (var text : inner.split(Pattern.quote("\r\n" + delimiter + "\r\n"), -1)) {
            var part = part(text);
            if (part == null || parts.put(part.name(), part) != null) {
                return null;
            }
        }
        return parts;
    }

    private static @Nullable Part part(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return null;
        }
        var name = "";
        var type = "";
        for (var header : text.substring(0, end).split("\r\n", -1)) {
            var named = NAME.matcher(header);
            var typed = PART_TYPE.matcher(header);
            if (named.matches()) {
                name = named.group(1);
            } else if (typed.matches()) {
                type = typed.group(1);
            } else {
                return null;
            }
        }
        return name.isEmpty() ? null : new Part(name, type, text.substring(end + 4));
    }
}
