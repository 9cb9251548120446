package io.centralita.tool.clock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.tool.Requests;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockToolsTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "15:25 | Son las tres y veinticinco de la tarde.",
                "13:00 | Es la una en punto de la tarde.",
                "01:15 | Es la una y cuarto de la madrugada.",
                "00:05 | Son las doce y cinco de la noche.",
                "12:30 | Son las doce y media del mediodía.",
                "20:59 | Son las ocho y cincuenta y nueve de la noche.",
                "11:01 | Son las once y uno de la mañana."
            })
    void the_time_in_spanish_words(String time, String words) {
        assertThat(answer("{}", "2026-11-21T" + time + ":00Z", Requests.SPANISH)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "15:25 | It is three twenty-five in the afternoon.",
                "13:00 | It is one o'clock in the afternoon.",
                "00:05 | It is twelve oh five at night.",
                "12:30 | It is twelve thirty in the afternoon.",
                "09:15 | It is nine fifteen in the morning.",
                "20:59 | It is eight fifty-nine in the evening."
            })
    void the_time_in_english_words(String time, String words) {
        assertThat(answer("{}", "2026-11-21T" + time + ":00Z", Locale.UK)).isEqualTo(words);
    }

    @Test
    void the_date_is_told_when_asked_for() {
        var date = "{\"date\": true}";
        assertThat(answer(date, "2026-11-21T15:25:00Z", Requests.SPANISH))
                .isEqualTo(
                        "Son las tres y veinticinco de la tarde. Hoy es sábado, veintiuno de"
                                + " noviembre de dos mil veintiséis.");
        assertThat(answer(date, "2026-11-21T15:25:00Z", Locale.US))
                .endsWith("Today is Saturday, the twenty-first of November, twenty twenty-six.");
    }

    @Test
    void a_zone_may_be_named() {
        assertThat(
                        answer(
                                "{\"timezone\": \"America/Argentina/Buenos_Aires\"}",
                                "2026-11-21T15:25:00Z",
                                Requests.SPANISH))
                .isEqualTo("Son las doce y veinticinco del mediodía.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timezone\": \"Mars/Olympus\"}",
                "{\"timezone\": \"\"}",
                "{\"timezone\": 3}",
                "{\"date\": \"yes\"}"
            })
    void wrong_arguments_are_explained(String arguments) {
        assertThat(clock("2026-11-21T15:25:00Z", MADRID).run(request(arguments, Requests.SPANISH)))
                .isInstanceOf(ToolOutcome.InvalidArguments.class);
    }

    @Property(tries = 300)
    void every_moment_until_2059_has_words_without_digits_or_gaps(
            @ForAll @LongRange(min = 1_262_304_000L, max = 2_840_140_799L) long second,
            @ForAll boolean english) {
        var said =
                answer(
                        "{\"date\": true}",
                        Instant.ofEpochSecond(second).toString(),
                        english ? Locale.ENGLISH : Requests.SPANISH);
        assertThat(said).doesNotContainPattern("[0-9{}]|  ").endsWith(".");
    }

    @Test
    void both_languages_have_the_same_words() throws IOException {
        assertThat(keys("clock_en.properties")).isEqualTo(keys("clock.properties")).isNotEmpty();
    }

    private static Set<String> keys(String file) throws IOException {
        try (var in = requireNonNull(SpokenClock.class.getResourceAsStream(file))) {
            var properties = new Properties();
            properties.load(in);
            return properties.stringPropertyNames();
        }
    }

    @Test
    void the_slow_clock_takes_twenty_seconds_and_then_tells_the_time() throws InterruptedException {
        var slept = new ArrayList<Duration>();
        var slow =
                new SlowCurrentTimeTool(
                        clock("2026-11-21T15:25:00Z", ZoneOffset.UTC),
                        SlowCurrentTimeTool.DEFAULT_DELAY,
                        slept::add);
        assertThat(slow.run(request("{}", Requests.SPANISH)))
                .isEqualTo(new ToolOutcome.Answered("Son las tres y veinticinco de la tarde."));
        assertThat(slept).isEqualTo(List.of(Duration.ofSeconds(20)));
        assertThat(slow.definition().name()).isEqualTo("get_current_time_slow");
    }

    @Test
    void the_slow_clock_gives_up_at_the_deadline() throws InterruptedException {
        var slept = new ArrayList<Duration>();
        var slow =
                new SlowCurrentTimeTool(
                        clock("2026-11-21T15:25:00Z", MADRID), Duration.ofSeconds(90), slept::add);
        assertThat(slow.run(request("{}", Requests.SPANISH))).isEqualTo(new ToolOutcome.TimedOut());
        assertThat(slept).isEqualTo(List.of(MINUTE));
    }

    @Test
    void the_slow_clock_can_be_interrupted() {
        var slow = new SlowCurrentTimeTool(clock("2026-11-21T15:25:00Z", MADRID));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> slow.run(request("{}", Requests.SPANISH)))
                .isInstanceOf(InterruptedException.class);
    }

    private static String answer(String arguments, String now, Locale language) {
        var outcome = clock(now, ZoneOffset.UTC).run(request(arguments, language));
        assertThat(outcome).isInstanceOf(ToolOutcome.Answered.class);
        return ((ToolOutcome.Answered) outcome).text();
    }

    private static io.centralita.call.tool.ToolRequest request(String arguments, Locale language) {
        return Requests.of("get_current_time", arguments, MINUTE, language);
    }

    private static CurrentTimeTool clock(String now, ZoneId home) {
        return new CurrentTimeTool(
                new Time() {
                    @Override
                    public long nanoTime() {
                        return 0;
                    }

                    @Override
                    public Instant now() {
                        return Instant.parse(now);
                    }
                },
                home);
    }
}
