package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerNumberTest {
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "+34600111222        | ES | +34600111222",
                "' +34 600 111 222 ' | ES | +34600111222",
                "600 11 12 22        | ES | +34600111222",
                "600-111-222         | ES | +34600111222",
                "0034600111222       | ES | +34600111222",
                "(91) 123 45 67      | ES | +34911234567",
                "55 1234 5678        | MX | +525512345678",
                "+52 55 1234 5678    | ES | +525512345678",
                "(415) 200-1234      | US | +14152001234",
                "+34600111222        | US | +34600111222",
            })
    void a_valid_number_is_written_in_e164(String written, String region, String e164) {
        assertThat(CallerNumber.of(written, region)).contains(new CallerNumber(e164));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | empty",
                "'   '                         | blank",
                "anonymous                     | withheld, SIP",
                "Anonymous                     | withheld",
                "Restricted                    | withheld",
                "unknown                       | withheld",
                "+266696687                    | ANONYMOUS on a keypad",
                "266696687                     | the same without a plus",
                "+7378742833                   | RESTRICTED on a keypad",
                "+2562533                      | BLOCKED on a keypad",
                "+8656696                      | UNKNOWN on a keypad",
                "+86282452253                  | UNAVAILABLE on a keypad",
                "+7748283                      | PRIVATE on a keypad",
                "sip:+34600111222@example.com  | an address",
                "+34600111222@example.com      | an address",
                "sip:ana@example.com           | an address",
                "client:ana                    | a browser",
                "client:+34600111222           | a browser",
                "whatsapp:+34600111222         | another network",
                "tel:+34600111222              | an address",
                "ana                           | a name",
                "+34600ABCDEF                  | letters",
                "+34600111222;ext=5            | an extension",
                "+34600111222 x5               | an extension",
                "101                           | an extension of the house",
                "112                           | an emergency number",
                "+34 000 000 000               | no number of that country",
                "+346001112                    | too short",
                "+3460011122233344             | too long",
                "+999123456789                 | no such country",
                "++34600111222                 | two pluses",
                "+٣٤٦٠٠١١١٢٢٢                  | other digits",
                "+34600111222%0a               | more than a number",
            })
    void whatever_is_not_a_whole_valid_number_is_nobodys(String written, String why) {
        assertThat(CallerNumber.of(written, "ES")).as(why).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"es, ES", "es-MX, MX", "en, US", "en-GB, GB", "fr, ES"})
    void a_language_says_how_numbers_are_written(String language, String region) {
        assertThat(CallerNumber.regionOf(Locale.forLanguageTag(language))).isEqualTo(region);
    }

    @Test
    void a_number_is_not_printed_and_not_made_of_anything_else() {
        var number = new CallerNumber("+34600111222");
        assertThat(number.toString()).doesNotContain("600");
        assertThatThrownBy(() -> new CallerNumber("600111222"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("600");
    }
}
