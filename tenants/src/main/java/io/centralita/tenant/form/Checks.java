package io.centralita.tenant.form;

import io.centralita.tenant.document.NearestName;
import io.centralita.tenant.instructions.Template;
import io.centralita.tenant.instructions.Variables;
import io.centralita.tenant.instructions.WrongTemplate;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What single texts have to be.
final class Checks {
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(?:\\.[^@\\s.]+)+");

    private Checks() {}

    static Optional<String> email(String text) {
        return Optional.of(text).filter(one -> EMAIL.matcher(one).matches() && one.length() <= 254);
    }

    /// An address as people write it: `https://` may be missing.
    static Optional<String> web(String text) {
        try {
            var address = new URI(text.contains("://") ? text : "https://" + text);
            var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            return address.getHost() != null
                            && address.getHost().contains(".")
                            && Set.of("http", "https").contains(scheme)
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    static Optional<Locale> language(String text) {
        return Set.of("es", "en").contains(text) ? Optional.of(Locale.of(text)) : Optional.empty();
    }

    static Optional<ZoneId> zone(String text) {
        try {
            return text.contains("/") || "UTC".equals(text)
                    ? Optional.of(ZoneId.of(text))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Notes what is wrong with a template.
    ///
    /// @param variables it may use
    static void template(Findings findings, Item at, String text, Set<String> variables) {
        Template template;
        try {
            template = Template.compile(text);
        } catch (WrongTemplate e) {
            findings.add(at, "template", String.valueOf(e.getMessage()));
            return;
        }
        for (var name : template.names()) {
            if (variables.contains(name) || Variables.isOwn(name)) {
                continue;
            }
            var nearest = NearestName.of(name, variables);
            if (nearest.isPresent()) {
                findings.add(at, "template.unknown.nearest", name, nearest.get());
            } else {
                findings.add(at, "template.unknown", name, String.join(", ", variables));
            }
        }
    }
}
