package io.centralita.tenant.record;

import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class RecordPagesTest {
    private final TestDatabase test;
    private final OpenRecords records;

    RecordPagesTest(DatabaseKind kind) {
        test = kind.fresh();
        records = OpenRecords.of(test);
    }

    @AfterEach
    void remove() {
        records.close();
        test.close();
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition() {
        for (int i = 0; i < 10; i++) {
            // Three to a millisecond, so that pages end within one.
            records.save(Reports.ended("CA" + i, NOON.plusMillis(i / 3)));
        }
        var seen = new ArrayList<String>();
        var query = CallQuery.latest(4);
        for (var page = records.page(query); !page.isEmpty(); page = records.page(query)) {
            page.stream().map(CallReport::id).forEach(seen::add);
            query = query.after(page.getLast());
        }
        assertThat(seen)
                .containsExactly(
                        "CA9", "CA6", "CA7", "CA8", "CA3", "CA4", "CA5", "CA0", "CA1", "CA2");
    }

    @Test
    void a_tenant_and_a_time_choose_whether_written_or_waiting() {
        records.save(Reports.of(Reports.ended("A1", NOON), "a"));
        records.save(Reports.of(Reports.ended("A2", NOON.plusSeconds(1)), "a"));
        records.save(Reports.of(Reports.ended("A3", NOON.plusSeconds(2)), "a"));
        records.save(Reports.of(Reports.ended("B1", NOON.plusSeconds(1)), "b"));
        var query =
                new CallQuery(
                        Optional.of("a"),
                        Optional.of(NOON.plusSeconds(1)),
                        Optional.of(NOON.plusSeconds(2)),
                        10,
                        Optional.empty());
        assertThat(records.page(query)).extracting(CallReport::id).containsExactly("A2");
        OpenRecords.await(() -> records.waiting() == 0);
        assertThat(records.page(query)).extracting(CallReport::id).containsExactly("A2");
    }

    @Test
    void names_with_what_a_column_does_not_hold_are_kept() {
        var odd = Reports.caller("CA1", NOON, "sip:\0" + "x".repeat(500));
        records.save(odd);
        OpenRecords.await(() -> records.waiting() == 0);
        assertThat(records.lost()).isZero();
        assertThat(records.find("CA1")).contains(odd);
    }
}
