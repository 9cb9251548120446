package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import java.util.regex.Pattern;

/// UDP or TCP ports, both ends included.
///
/// @param first 1,024 or more
/// @param last up to 65,535, not below the first
public record PortRange(int first, int last) {
    public PortRange {
        if (first < 1_024 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("no range of ports: " + first + "-" + last);
        }
    }

    /// As an operator writes it: `31200-32199`.
    @Override
    public String toString() {
        return first + "-" + last;
    }

    /// A range that has room for some calls at least.
    record InSettings() implements Kind<PortRange> {
        private static final Pattern FORM = Pattern.compile("([0-9]{4,5})\\s*-\\s*([0-9]{4,5})");

        @Override
        public PortRange parse(String text) throws WrongValue {
            var match = FORM.matcher(text);
            if (!match.matches()) {
                throw new WrongValue("");
            }
            try {
                return new PortRange(
                        Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
            } catch (IllegalArgumentException _) {
                throw new WrongValue("");
            }
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.ports");
        }
    }
}
