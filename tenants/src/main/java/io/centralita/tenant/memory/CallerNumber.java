package io.centralita.tenant.memory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who calls, as far as a number says it: the one thing by which a caller is known again.
///
/// Only a whole, valid telephone number is one. `anonymous`, an empty name, a SIP address, a
/// `client:` of a browser, an extension, letters, and what networks put where a number was withheld
/// are nobody's number: who calls so has no memory.
///
/// @param e164 with its plus, ITU-T E.164
public record CallerNumber(String e164) {
    /// Digits and what people and switches write between them; no letters, no address, no
    /// extension.
    private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9(][0-9 ()./-]{2,30}");

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /// What Twilio gives as the caller where the number was withheld: words spelled on a keypad,
    /// `+266696687` for ANONYMOUS.
    private static final Set<String> WITHHELD =
            Stream.of(
                            "ANONYMOUS",
                            "RESTRICTED",
                            "BLOCKED",
                            "UNKNOWN",
                            "UNAVAILABLE",
                            "PRIVATE",
                            "WITHHELD")
                    .map(CallerNumber::onKeypad)
                    .collect(Collectors.toUnmodifiableSet());

    /// Where a language is spoken that comes without a region.
    private static final Map<String, String> USUAL_REGIONS = Map.of("es", "ES", "en", "US");

    public CallerNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("not a number in E.164");
        }
    }

    /// Reads a number as a provider or a person writes it.
    ///
    /// @param region whose way of writing numbers holds where there is no country code, ISO 3166
    /// @return empty where it is nobody's number
    public static Optional<CallerNumber> of(String written, String region) {
        var text = written.strip();
        if (!WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        if (WITHHELD.contains(text.replaceAll("[^0-9]", ""))) {
            return Optional.empty();
        }
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(text, region);
            return numbers.isValidNumber(number)
                    ? Optional.of(new CallerNumber(numbers.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    /// The region whose numbers are written without a country code by those who speak so: the
    /// language's own, else Spain for Spanish and the United States for English.
    public static String regionOf(Locale language) {
        return language.getCountry().isEmpty()
                ? USUAL_REGIONS.getOrDefault(language.getLanguage(), "ES")
                : language.getCountry();
    }

    /// ITU-T E.161.
    private static String onKeypad(String word) {
        return word.chars()
                .mapToObj(letter -> "" + "22233344455566677778889999".charAt(letter - 'A'))
                .collect(Collectors.joining());
    }

    /// Without its digits: numbers are personal.
    @Override
    public String toString() {
        return "CallerNumber[…]";
    }
}
