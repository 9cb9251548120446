package io.centralita.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GlanceTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Glance glance = new Glance(now::get);

    @Test
    void the_last_hour_in_figures() {
        for (int i = 1; i <= 100; i++) {
            glance.saved(report("CA" + i, NOON, i, i % 10 == 0 ? "engine" : "caller"));
        }
        var figures = glance.figures();
        assertThat(figures.calls()).isEqualTo(100);
        assertThat(figures.failed()).isEqualTo(10);
        assertThat(figures.firstAudioMs()).isEqualTo(Map.of("p50", 50L, "p95", 95L, "max", 100L));
        assertThat(figures.mouthToEarMs()).containsEntry("p50", 500L);
        assertThat(figures.deadAirMs()).containsEntry("max", 100L);
        assertThat(figures.cost()).isEqualTo(Map.of("USD", new BigDecimal("1.00")));
    }

    @Test
    void calls_that_go_on_and_calls_that_nobody_answered_are_none() {
        glance.saved(report("CA1", null, 1, "caller"));
        assertThat(glance.figures().calls()).isZero();
        assertThat(glance.figures().firstAudioMs()).isEmpty();
    }

    @Test
    void a_report_that_is_saved_again_counts_once_and_an_old_one_not_at_all() {
        glance.saved(report("CA1", NOON, 1, "caller"));
        glance.saved(report("CA1", NOON, 1, "caller"));
        assertThat(glance.figures().calls()).isEqualTo(1);
        now.set(NOON.plus(Duration.ofMinutes(61)));
        assertThat(glance.figures().calls()).isZero();
    }

    @Test
    void of_very_many_the_latest_count() {
        for (int i = 0; i < Glance.MOST_CALLS + 10; i++) {
            glance.saved(report("CA" + i, NOON, i, "caller"));
        }
        assertThat(glance.figures().calls()).isEqualTo(Glance.MOST_CALLS);
    }

    private static CallReport report(String id, @Nullable Instant end, long ms, String by) {
        return new CallReport(
                id,
                "default",
                "fake",
                "scripted",
                "",
                "",
                NOON,
                NOON,
                end,
                by,
                "x",
                false,
                ms,
                ms,
                List.of(new Turn(Who.ASSISTANT, "", 0, 1, ms * 10, false)),
                List.of(),
                new CallReport.Audio(0, 0, 0, 0),
                Map.of(),
                Map.of("USD", new BigDecimal("0.01")));
    }
}
