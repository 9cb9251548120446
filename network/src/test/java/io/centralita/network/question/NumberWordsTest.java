package io.centralita.network.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NumberWordsTest {
    private static final List<String> ES_UNITS =
            List.of(
                    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
                            .split(" "));
    private static final List<String> ES_TENS =
            List.of("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(" "));
    private static final List<String> ES_HUNDREDS =
            List.of(
                    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
                            .split(" "));
    private static final List<String> EN_UNITS =
            List.of(
                    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
                            .split(" "));
    private static final List<String> EN_TENS =
            List.of("- - twenty thirty forty fifty sixty seventy eighty ninety".split(" "));

    private final NumberWords spanish = new NumberWords(Understanding.SPANISH);
    private final NumberWords english = new NumberWords(Understanding.ENGLISH);

    @Property
    void spanish_cardinals(@ForAll @IntRange(min = 1, max = 999) int number) {
        assertNumber(spanish, spanish(number), number);
    }

    @Property
    void english_cardinals(@ForAll @IntRange(min = 1, max = 999) int number) {
        assertNumber(english, english(number, " and "), number);
        assertNumber(english, english(number, " "), number);
    }

    @Property
    void digit_by_digit(@ForAll @IntRange(min = 1, max = 999) int number) {
        assertNumber(spanish, digits(number, ES_UNITS), number);
        assertNumber(english, digits(number, EN_UNITS), number);
    }

    @Property
    void a_digit_and_the_rest_as_a_cardinal(
            @ForAll @IntRange(min = 1, max = 9) int first,
            @ForAll @IntRange(min = 10, max = 99) int rest) {
        assertNumber(spanish, ES_UNITS.get(first) + " " + spanish(rest), first * 100 + rest);
        assertNumber(english, EN_UNITS.get(first) + " " + english(rest, " "), first * 100 + rest);
    }

    @Property
    void an_english_oh_is_a_zero_inside_a_number(
            @ForAll @IntRange(min = 1, max = 9) int first,
            @ForAll @IntRange(min = 1, max = 9) int last) {
        assertNumber(
                english, EN_UNITS.get(first) + " oh " + EN_UNITS.get(last), first * 100 + last);
    }

    @Test
    void an_article_alone_is_no_number() {
        assertThat(spanish.fold(List.of("una", "interfaz")).getFirst().isNumber()).isFalse();
        assertThat(english.fold(List.of("a", "port")).getFirst().isNumber()).isFalse();
    }

    private static void assertNumber(NumberWords words, String spoken, int number) {
        assertThat(words.fold(Text.words(spoken)))
                .as(spoken)
                .singleElement()
                .extracting(Word::text)
                .isEqualTo(String.valueOf(number));
    }

    private static String digits(int number, List<String> names) {
        return String.valueOf(number)
                .chars()
                .mapToObj(c -> names.get(c - '0'))
                .collect(Collectors.joining(" "));
    }

    private static String spanish(int number) {
        if (number == 100) {
            return "cien";
        }
        if (number >= 100) {
            var rest = number % 100 == 0 ? "" : " " + spanish(number % 100);
            return ES_HUNDREDS.get(number / 100) + rest;
        }
        if (number < 30) {
            return ES_UNITS.get(number);
        }
        var unit = number % 10 == 0 ? "" : " y " + ES_UNITS.get(number % 10);
        return ES_TENS.get(number / 10) + unit;
    }

    private static String english(int number, String and) {
        if (number >= 100) {
            var rest = number % 100 == 0 ? "" : and + english(number % 100, and);
            return EN_UNITS.get(number / 100) + " hundred" + rest;
        }
        if (number < 20) {
            return EN_UNITS.get(number);
        }
        var unit = number % 10 == 0 ? "" : " " + EN_UNITS.get(number % 10);
        return EN_TENS.get(number / 10) + unit;
    }
}
