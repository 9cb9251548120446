package io.centralita.tenant.record;

import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasuresTest {
    private static final Predicate<String> ANA = "+34600111222"::equals;

    private final Erasures erasures = new Erasures();

    @Test
    void calls_that_began_before_are_kept_without_what_is_personal() {
        erasures.add("default", ANA, NOON.plusSeconds(5));
        var kept = erasures.applied(Reports.ended("CA1", NOON));
        assertThat(kept.from()).isEmpty();
        assertThat(kept.turns()).extracting(CallReport.Turn::text).containsOnly("");
        assertThat(kept.turns()).extracting(CallReport.Turn::endMs).containsExactly(4_000L);
        assertThat(kept.to()).isEqualTo("+34910000000");
        assertThat(kept.cost()).isEqualTo(Reports.ended("CA1", NOON).cost());
    }

    @Test
    void later_calls_and_other_peoples_are_kept_whole() {
        erasures.add("default", ANA, NOON);
        erasures.add("panaderia", ANA, NOON.plusSeconds(100));
        erasures.add("default", "+34600999999"::equals, NOON.plusSeconds(100));
        var later = Reports.ended("CA1", NOON.plusSeconds(1));
        assertThat(erasures.applied(later)).isEqualTo(later);
    }

    @Test
    void after_a_day_nobody_asks_any_more() {
        erasures.add("default", ANA, NOON);
        erasures.add("default", "x"::equals, NOON.plus(Duration.ofHours(25)));
        var old = Reports.ended("CA1", NOON);
        assertThat(erasures.applied(old)).isEqualTo(old);
    }

    @Test
    void nothing_else_of_an_erased_call_is_to_be_kept(@TempDir Path directory) {
        var settings = DatabaseSettings.parse("sqlite:" + directory.resolve("centralita.db"));
        var clock = InstantSource.fixed(NOON.plusSeconds(10));
        var told = new ArrayList<String>();
        try (var database = Database.open(settings);
                var records = SqlCallRecords.open(database, clock)) {
            records.tell(told::add);
            records.save(Reports.ended("CA1", NOON.minusSeconds(60)));
            records.save(Reports.open("CA2", NOON));
            records.erase("default", ANA);
            assertThat(told).contains("CA1", "CA2");
            told.clear();
            records.save(Reports.ended("CA2", NOON));
            records.save(Reports.ended("CA3", NOON.plusSeconds(60)));
            assertThat(told).containsExactly("CA2");
        }
    }

    @Test
    void written_and_coming_reports_are_erased(@TempDir Path directory) {
        var settings = DatabaseSettings.parse("sqlite:" + directory.resolve("centralita.db"));
        var clock = InstantSource.fixed(NOON.plusSeconds(10));
        try (var database = Database.open(settings);
                var records = SqlCallRecords.open(database, clock)) {
            records.save(Reports.ended("CA1", NOON.minusSeconds(60)));
            records.save(Reports.open("CA2", NOON));
            assertThat(records.erase("default", ANA)).isBetween(0, 2);
            records.save(Reports.ended("CA2", NOON));
        }
        try (var database = Database.open(settings);
                var records = SqlCallRecords.open(database, clock)) {
            assertThat(records.find("CA1").orElseThrow().from()).isEmpty();
            assertThat(records.find("CA2").orElseThrow().from()).isEmpty();
            assertThat(records.find("CA2").orElseThrow().endedAt()).isNotNull();
            assertThat(records.latest(9).toString()).doesNotContain("cuántos", "Cuántos");
        }
    }
}
