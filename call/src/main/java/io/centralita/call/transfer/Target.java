package io.centralita.call.transfer;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a person or a department is reached. Written as operators write it ([#text]): a telephone
/// number with its country (`+34910000000`), an extension of a dial plan (`200@internal`), or an
/// endpoint of a telephone exchange (`PJSIP/200`, `Local/200@internal`).
///
/// All of it is data that goes to an exchange: nothing gets in that could end a field there
/// (commas, blanks, `&`, `|`, quotes, control characters).
public sealed interface Target {
    /// What kinds there are, for legs that do not reach all of them.
    enum Kind {
        NUMBER,
        EXTENSION,
        ENDPOINT
    }

    /// @param e164 for example `+34910000000`
    record PhoneNumber(String e164) implements Target {
        private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{6,14}");

        public PhoneNumber {
            require(FORM, e164, "number must be E.164");
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public String text() {
            return e164;
        }

        /// Numbers are personal: they do not print.
        @Override
        public String toString() {
            return "PhoneNumber";
        }
    }

    /// An extension of a dial plan, entered at its first priority: a person, a queue, a group.
    ///
    /// @param exten 1 to 64 of letters, digits, `*`, `#`, `_`, `.`, `+`, `-`
    /// @param context 1 to 64 of letters, digits, `_`, `.`, `-`
    record Extension(String exten, String context) implements Target {
        private static final Pattern EXTEN = Pattern.compile("[A-Za-z0-9*#_.+-]{1,64}");
        private static final Pattern CONTEXT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

        public Extension {
            require(EXTEN, exten, "an extension is letters, digits, *, #, _, ., + and -");
            require(CONTEXT, context, "a context is letters, digits, _, . and -");
        }

        @Override
        public Kind kind() {
            return Kind.EXTENSION;
        }

        @Override
        public String text() {
            return exten + "@" + context;
        }

        /// It may be a number.
        @Override
        public String toString() {
            return "Extension";
        }
    }

    /// Something that an exchange can dial by itself.
    ///
    /// @param technology of the channel, `PJSIP` for example
    /// @param resource as that technology names it, 1 to 128 characters
    record Endpoint(String technology, String resource) implements Target {
        private static final Pattern TECHNOLOGY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,31}");
        private static final Pattern RESOURCE = Pattern.compile("[A-Za-z0-9@:/*#_.+=~-]{1,128}");

        public Endpoint {
            require(TECHNOLOGY, technology, "a technology is a letter and letters or digits");
            require(RESOURCE, resource, "a resource has no blanks, commas or quotes");
        }

        @Override
        public Kind kind() {
            return Kind.ENDPOINT;
        }

        @Override
        public String text() {
            return technology + "/" + resource;
        }

        /// It may be a number.
        @Override
        public String toString() {
            return "Endpoint";
        }
    }

    Kind kind();

    /// As [#parse] reads it.
    String text();

    /// Empty where it is none of the three. Blanks within a number do not count.
    static Optional<Target> parse(String text) {
        var wanted = text.strip();
        try {
            int slash = wanted.indexOf('/');
            if (slash > 0) {
                return Optional.of(
                        new Endpoint(wanted.substring(0, slash), wanted.substring(slash + 1)));
            }
            int at = wanted.indexOf('@');
            return at > 0
                    ? Optional.of(new Extension(wanted.substring(0, at), wanted.substring(at + 1)))
                    : Optional.of(new PhoneNumber(wanted.replace(" ", "")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void require(Pattern form, String text, String what) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(what);
        }
    }
}
