package io.centralita.app.settings;

import io.centralita.tenant.document.YamlNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Which headers an operator may set.
final class HttpHeaderRules {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern UNFIT_VALUE = Pattern.compile("[^\\t\\x20-\\x7E\\xA0-\\xFF]");

    /// The client's own.
    private static final Set<String> RESTRICTED =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "transfer-encoding",
                    "upgrade");

    private HttpHeaderRules() {}

    static void check(ToolsReading reading, YamlNode at, Map<String, String> headers) {
        headers.forEach(
                (name, value) -> {
                    if (!NAME.matcher(name).matches()
                            || RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                        reading.problem("toolsfile.header", at, name);
                    } else if (UNFIT_VALUE.matcher(value).find()) {
                        reading.problem("toolsfile.header.value", at, name);
                    }
                });
    }
}
