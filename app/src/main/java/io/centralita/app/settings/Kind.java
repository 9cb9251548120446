package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import io.centralita.call.leg.AfterFailure;
import io.centralita.engine.openai.Models;
import io.centralita.tenant.database.DatabaseSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What values of a setting are right, and what they mean. Kinds of a few settings only stand in
/// files of their own.
public interface Kind<T> {
    /// The value, or [WrongValue] with what would be right.
    T parse(String text) throws WrongValue;

    /// What is right, for the reference and for problems: `0 to 65535`.
    String describe(Messages messages);

    /// The text is not a value of this kind.
    final class WrongValue extends Exception {
        private static final long serialVersionUID = 1;

        private final String key;
        private final transient List<Object> arguments;

        /// @param key of the message that says what would be right; empty for the kind's own
        ///   description
        WrongValue(String key, Object... arguments) {
            super(key, null, false, false);
            this.key = key;
            this.arguments = List.of(arguments);
        }

        List<Object> arguments() {
            return arguments;
        }

        String key() {
            return key;
        }
    }

    record Text() implements Kind<String> {
        @Override
        public String parse(String text) {
            return text;
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.text");
        }
    }

    /// A key as it goes into a header: printable, without blanks.
    record Credential() implements Kind<String> {
        private static final Pattern FORM = Pattern.compile("[!-~]+");

        @Override
        public String parse(String text) throws WrongValue {
            if (!FORM.matcher(text.strip()).matches()) {
                throw new WrongValue("");
            }
            return text.strip();
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.credential");
        }
    }

    record WholeNumber(int least, int most) implements Kind<Integer> {
        @Override
        public Integer parse(String text) throws WrongValue {
            try {
                var number = Integer.parseInt(text);
                if (number < least || number > most) {
                    throw new WrongValue("");
                }
                return number;
            } catch (NumberFormatException e) {
                throw new WrongValue("");
            }
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.number", String.valueOf(least), String.valueOf(most));
        }
    }

    record Switch() implements Kind<Boolean> {
        private static final List<String> YES = List.of("true", "yes", "on", "1", "si", "sí");
        private static final List<String> NO = List.of("false", "no", "off", "0");

        @Override
        public Boolean parse(String text) throws WrongValue {
            var word = text.toLowerCase(Locale.ROOT);
            if (YES.contains(word)) {
                return true;
            }
            if (NO.contains(word)) {
                return false;
            }
            throw new WrongValue("");
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.switch");
        }
    }

    /// One of a few words.
    ///
    /// @param values by the operator's word
    /// @param later words that will be right one day, and the message to give until then
    record Choice<T>(Map<String, T> values, List<String> order, Map<String, String> later)
            implements Kind<T> {
        @Override
        public T parse(String text) throws WrongValue {
            var word = text.toLowerCase(Locale.ROOT);
            var value = values.get(word);
            if (value == null) {
                throw new WrongValue(later.getOrDefault(word, ""));
            }
            return value;
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.choice", String.join(", ", order));
        }

        /// The operator's word for a value.
        public String word(Object value) {
            return order.stream()
                    .filter(word -> value.equals(values.get(word)))
                    .findFirst()
                    .orElseGet(value::toString);
        }
    }

    /// Any number of a few words, in the order in which they are to be tried, with commas between
    /// them.
    ///
    /// @param each one of them
    /// @param nothing the word for no value at all
    record Choices<T>(Choice<T> each, String nothing) implements Kind<List<T>> {
        @Override
        public List<T> parse(String text) throws WrongValue {
            if (text.strip().equalsIgnoreCase(nothing)) {
                return List.of();
            }
            var values = new LinkedHashSet<T>();
            for (var word : text.split(",", -1)) {
                values.add(each.parse(word.strip()));
            }
            return List.copyOf(values);
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.choices", String.join(", ", each.order()), nothing);
        }
    }

    /// One or more of a few words, in the order in which they are to be tried, with commas between
    /// them.
    ///
    /// @param each one of them
    record Preference<T>(Choice<T> each) implements Kind<List<T>> {
        @Override
        public List<T> parse(String text) throws WrongValue {
            var values = new LinkedHashSet<T>();
            for (var word : text.split(",", -1)) {
                values.add(each.parse(word.strip()));
            }
            return List.copyOf(values);
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.preference", String.join(", ", each.order()));
        }
    }

    /// An amount of money, in the currency of the price list: `2.50`.
    record Amount() implements Kind<BigDecimal> {
        private static final Pattern FORM = Pattern.compile("[0-9]{1,7}(?:[.,][0-9]{1,6})?");

        @Override
        public BigDecimal parse(String text) throws WrongValue {
            if (!FORM.matcher(text).matches()) {
                throw new WrongValue("");
            }
            var amount = new BigDecimal(text.replace(',', '.'));
            if (amount.signum() == 0) {
                throw new WrongValue("");
            }
            return amount;
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.amount");
        }
    }

    /// A telephone number with its country: `+34910000000`.
    record Telephone() implements Kind<AfterFailure.Transfer> {
        @Override
        public AfterFailure.Transfer parse(String text) throws WrongValue {
            try {
                return new AfterFailure.Transfer(text.replace(" ", ""));
            } catch (IllegalArgumentException e) {
                throw new WrongValue("");
            }
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.telephone");
        }
    }

    /// One of Twilio's ids: two letters and 32 hexadecimal digits.
    record Sid(String prefix) implements Kind<String> {
        @Override
        public String parse(String text) throws WrongValue {
            if (!text.matches(prefix + "[0-9a-f]{32}")) {
                throw new WrongValue("");
            }
            return text;
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.sid", prefix);
        }
    }

    /// A number with decimals, between two others.
    record Decimal(String least, String most) implements Kind<BigDecimal> {
        @Override
        public BigDecimal parse(String text) throws WrongValue {
            try {
                var number = new BigDecimal(text.replace(',', '.'));
                if (number.compareTo(new BigDecimal(least)) < 0
                        || number.compareTo(new BigDecimal(most)) > 0) {
                    throw new WrongValue("");
                }
                return number;
            } catch (NumberFormatException e) {
                throw new WrongValue("");
            }
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.number", least, most);
        }
    }

    /// A realtime model: one whose name is known not to serve calls is turned down.
    record Model() implements Kind<String> {
        @Override
        public String parse(String text) throws WrongValue {
            var unfit = Models.unfit(text);
            if (unfit.isPresent()) {
                throw new WrongValue("kind.model.unfit", unfit.get().instead(), unfit.get().why());
            }
            return text;
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.model", Models.recommended());
        }
    }

    /// A stretch of time: `600 ms`, `2.5 s`, `2 min`; a bare number counts in the setting's unit.
    record Time(Unit unit, Duration least, Duration most) implements Kind<Duration> {
        private static final Pattern FORM =
                Pattern.compile("([0-9]{1,9}(?:[.,][0-9]{1,6})?)\\s*(ms|s|min|m|h)?");

        enum Unit {
            MILLISECONDS("ms", 1),
            SECONDS("s", 1_000);

            private final String symbol;
            private final long millis;

            Unit(String symbol, long millis) {
                this.symbol = symbol;
                this.millis = millis;
            }
        }

        @Override
        public Duration parse(String text) throws WrongValue {
            var match = FORM.matcher(text.toLowerCase(Locale.ROOT));
            if (!match.matches()) {
                throw new WrongValue("");
            }
            var symbol = match.group(2);
            var millis =
                    switch (symbol == null ? unit.symbol : symbol) {
                        case "ms" -> 1L;
                        case "s" -> 1_000L;
                        case "m", "min" -> 60_000L;
                        default -> 3_600_000L;
                    };
            var number = new BigDecimal(match.group(1).replace(',', '.'));
            var value = Duration.ofMillis(number.multiply(BigDecimal.valueOf(millis)).longValue());
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new WrongValue("");
            }
            return value;
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.time", words(least), words(most), unit.symbol);
        }

        private String words(Duration time) {
            return time.toMillis() / unit.millis + " " + unit.symbol;
        }
    }

    /// An address with one of the given schemes.
    record Address(List<String> schemes) implements Kind<URI> {
        @Override
        public URI parse(String text) throws WrongValue {
            try {
                var uri = new URI(text);
                if (uri.getScheme() == null
                        || uri.getHost() == null
                        || !schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                    throw new WrongValue("");
                }
                return uri;
            } catch (URISyntaxException e) {
                throw new WrongValue("");
            }
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.address", String.join("://, ", schemes) + "://");
        }
    }

    /// Where tenants, callers' memory and call records are kept.
    record Database() implements Kind<DatabaseSettings> {
        @Override
        public DatabaseSettings parse(String text) throws WrongValue {
            try {
                return DatabaseSettings.parse(text);
            } catch (IllegalArgumentException e) {
                throw new WrongValue("kind.database.wrong", String.valueOf(e.getMessage()));
            }
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.database");
        }
    }

    record Place() implements Kind<Path> {
        @Override
        public Path parse(String text) throws WrongValue {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new WrongValue("");
            }
        }

        @Override
        public String describe(Messages messages) {
            return messages.text("kind.place");
        }
    }
}
