package io.centralita.tenant.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/// Telephone numbers, E.164 by libphonenumber's tables. Safe for any number of threads.
public final class PhoneNumbers {
    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

    private static final Pattern ADDRESS = Pattern.compile("(?i)(?:sips?|tel):([^@;]+).*");
    private static final Pattern DIALLED = Pattern.compile("\\+?[0-9 ().\\-/]{2,30}");
    private static final Pattern ABROAD = Pattern.compile("^00(?=[1-9])");
    private static final Pattern SEPARATORS = Pattern.compile("[ ().\\-/]");

    private PhoneNumbers() {}

    /// The number in E.164, from any way of writing it that names the country: `+34 910 000 000`,
    /// `0034…`. Empty where no such number can exist.
    public static Optional<String> e164(String written) {
        return parse(written).map(number -> UTIL.format(number, PhoneNumberFormat.E164));
    }

    /// The number without its country: what is dialled inside it, a trunk zero apart.
    ///
    /// @param e164 as [#e164] gives it
    public static String national(String e164) {
        return parse(e164).map(UTIL::getNationalSignificantNumber).orElse(e164);
    }

    /// For people.
    public static String readable(String e164) {
        return parse(e164)
                .map(number -> UTIL.format(number, PhoneNumberFormat.INTERNATIONAL))
                .orElse(e164);
    }

    /// The digits that were dialled, with `+` where the country was: out of `sip:910000000@host`,
    /// `tel:` and numbers with separators. Empty where what a channel names is no number, as a
    /// model's name.
    public static Optional<String> dialled(String address) {
        var user = ADDRESS.matcher(address.strip());
        var written = user.matches() ? user.group(1) : address.strip();
        return DIALLED.matcher(written).matches()
                ? Optional.of(SEPARATORS.matcher(written).replaceAll(""))
                : Optional.empty();
    }

    private static Optional<PhoneNumber> parse(String written) {
        try {
            // Without a region only numbers with «+» and a country are understood.
            var number = UTIL.parse(ABROAD.matcher(written.strip()).replaceFirst("+"), "ZZ");
            return UTIL.isPossibleNumber(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }
}
