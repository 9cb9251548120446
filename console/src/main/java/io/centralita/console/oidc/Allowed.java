package io.centralita.console.oidc;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Somebody who may sign in, or many of them at once.
public record Allowed(Kind kind, String value) {
    /// What is compared.
    public enum Kind {
        /// `ana@example.com`, as far as the provider has verified it.
        EMAIL,
        /// `@example.com`: every verified address there.
        DOMAIN,
        /// `group:operators`: of the claim `groups`.
        GROUP,
        /// `sub:248289761001`: the provider's own, unchanging id of a person.
        SUBJECT
    }

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern DOMAIN = Pattern.compile("@[^@\\s]+\\.[^@\\s]+");

    /// Empty where the text is none of these.
    public static Optional<Allowed> parse(String text) {
        if (text.startsWith("group:") && text.length() > 6) {
            return Optional.of(new Allowed(Kind.GROUP, text.substring(6)));
        }
        if (text.startsWith("sub:") && text.length() > 4) {
            return Optional.of(new Allowed(Kind.SUBJECT, text.substring(4)));
        }
        var small = text.toLowerCase(Locale.ROOT);
        if (DOMAIN.matcher(small).matches()) {
            return Optional.of(new Allowed(Kind.DOMAIN, small));
        }
        return EMAIL.matcher(small).matches()
                ? Optional.of(new Allowed(Kind.EMAIL, small))
                : Optional.empty();
    }

    boolean admits(Identity who) {
        return switch (kind) {
            case EMAIL -> who.email().filter(value::equals).isPresent();
            case DOMAIN -> who.email().filter(email -> email.endsWith(value)).isPresent();
            case GROUP -> who.groups().contains(value);
            case SUBJECT -> who.subject().equals(value);
        };
    }

    /// As settings have it.
    @Override
    public String toString() {
        return switch (kind) {
            case EMAIL, DOMAIN -> value;
            case GROUP -> "group:" + value;
            case SUBJECT -> "sub:" + value;
        };
    }
}
