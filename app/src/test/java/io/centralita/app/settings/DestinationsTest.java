package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.text.Messages;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    @TempDir Path directory;

    @Test
    void people_are_named_with_where_they_are_reached() throws Exception {
        var people =
                read("Soporte técnico=+34 910 000 001, ventas=600@internal,"
                                + "jefe=PJSIP/200 attended,guardia=+34910000002  attended")
                        .settings()
                        .calls()
                        .destinations();
        assertThat(people)
                .containsExactly(
                        new Destination("Soporte técnico", "+34910000001"),
                        new Destination("ventas", new Target.Extension("600", "internal"), false),
                        new Destination("jefe", new Target.Endpoint("PJSIP", "200"), true),
                        new Destination("guardia", new Target.PhoneNumber("+34910000002"), true));
        assertThat(people.toString()).doesNotContain("910000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+34910000001",
                "soporte=910",
                "=+34910000001",
                "a=+34910000001,A=+34910000002",
                "a=+34910000001,",
                "a=PJSIP/200&PJSIP/201",
                "a=200@internal (attended)",
                "a=attended"
            })
    void people_without_a_name_or_a_place_are_turned_down(String text) {
        assertThat(read(text).problems())
                .singleElement()
                .extracting(problem -> problem.text(Messages.in(Locale.ENGLISH)))
                .asString()
                .contains("TRANSFER_NUMBERS", "soporte=+34910000001", "attended");
    }

    private Reading read(String people) {
        return SettingsReader.read(directory, Map.of("TRANSFER_NUMBERS", people));
    }
}
