package io.centralita.tenant.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "+34 910 000 000, +34910000000",
        "0034910000000, +34910000000",
        "+34 (910) 00-00-00, +34910000000",
        "+1 (415) 555-2671, +14155552671",
        "+54 9 11 2345-6789, +5491123456789",
    })
    void every_way_of_writing_a_number_is_one_number(String written, String number) {
        assertThat(PhoneNumbers.e164(written)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"910000000", "+34", "+34 12", "+999 123456789", "anonymous", "", "+"})
    void what_cannot_be_called_from_anywhere_is_no_number(String written) {
        assertThat(PhoneNumbers.e164(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:910000000@10.0.0.1:5060, 910000000",
        "sips:+34910000000@pbx;user=phone, +34910000000",
        "tel:+34-910-000-000;ext=1, +34910000000",
        "910 00 00 00, 910000000",
    })
    void what_was_dialled_is_found_in_an_address(String address, String dialled) {
        assertThat(PhoneNumbers.dialled(address)).contains(dialled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-realtime-2024-12-17", "sip:ventas@pbx", "", "s", "anonymous"})
    void names_are_not_dialled_numbers(String address) {
        assertThat(PhoneNumbers.dialled(address)).isEmpty();
    }
}
