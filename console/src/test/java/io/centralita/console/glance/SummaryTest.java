package io.centralita.console.glance;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Audio;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import io.centralita.console.glance.Summary.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-24T23:00:00Z");

    @Test
    void calls_are_counted_where_they_began() {
        var calls =
                List.of(
                        call("2026-11-24T23:10:00Z", "caller", "hung-up", 500L),
                        call("2026-11-25T00:00:00Z", "engine", "silence", 1_500L),
                        call("2026-11-25T00:59:59Z", "assistant", "farewell", null));
        var sum =
                Summary.of(
                        calls, MIDNIGHT, MIDNIGHT.plusSeconds(3 * 3_600), Unit.HOUR, MADRID, false);
        assertThat(sum.calls()).isEqualTo(3);
        assertThat(sum.failed()).isOne();
        assertThat(sum.by()).extracting(Summary.Part::calls).containsExactly(1, 2, 0);
        assertThat(sum.by()).extracting(Summary.Part::failed).containsExactly(0, 1, 0);
        assertThat(sum.by().getFirst().at()).isEqualTo(MIDNIGHT);
        assertThat(sum.mouthToEarMs()).isEqualTo(new Spread(500L, 1_500L, 1_500L));
        assertThat(sum.cost()).containsEntry("USD", new BigDecimal("0.03"));
        assertThat(sum.reasons()).containsEntry("silence", 1).containsEntry("hung-up", 1);
        assertThat(sum.lengthMs().max()).isEqualTo(60_000L);
    }

    @Test
    void a_day_is_as_long_as_the_zone_has_it() {
        // Clocks in Madrid went back on 25 October 2026: that day had 25 hours.
        var sum =
                Summary.of(
                        List.of(),
                        Instant.parse("2026-10-24T22:00:00Z"),
                        Instant.parse("2026-10-26T23:00:00Z"),
                        Unit.DAY,
                        MADRID,
                        false);
        assertThat(sum.by())
                .extracting(Summary.Part::at)
                .containsExactly(
                        Instant.parse("2026-10-24T22:00:00Z"),
                        Instant.parse("2026-10-25T23:00:00Z"));
    }

    @Test
    void what_ends_by_a_rule_has_not_failed() {
        for (var rule : List.of("idle", "max-duration", "cost-limit", "held-too-long")) {
            assertThat(Tally.hasFailed(call("2026-11-25T00:00:00Z", "switchboard", rule, null)))
                    .as(rule)
                    .isFalse();
        }
        for (var fault : List.of("fault", "mailbox-full", "closing-down")) {
            assertThat(Tally.hasFailed(call("2026-11-25T00:00:00Z", "switchboard", fault, null)))
                    .as(fault)
                    .isTrue();
        }
    }

    @Test
    void without_calls_there_are_no_figures() {
        var sum =
                Summary.of(List.of(), MIDNIGHT, MIDNIGHT.plusSeconds(60), Unit.HOUR, MADRID, false);
        assertThat(sum.firstAudioMs()).isEqualTo(new Spread(null, null, null));
        assertThat(sum.by()).hasSize(1);
    }

    @Property(tries = 200)
    void percentiles_are_values_that_enough_others_do_not_exceed(
            @ForAll @NotEmpty List<Long> values) {
        var spread = Spread.of(values);
        for (var one : Map.of(50, spread.p50(), 95, spread.p95()).entrySet()) {
            assertThat(values).contains(one.getValue());
            long within = values.stream().filter(value -> value <= one.getValue()).count();
            assertThat(within * 100).isGreaterThanOrEqualTo((long) values.size() * one.getKey());
        }
        assertThat(spread.max()).isEqualTo(values.stream().max(Long::compare).orElseThrow());
    }

    private static CallReport call(
            String began, String by, String reason, @Nullable Long mouthToEar) {
        var at = Instant.parse(began);
        return new CallReport(
                began,
                "norte",
                "twilio",
                "pipeline",
                "+34600111222",
                "+34910000000",
                at,
                at,
                at.plusSeconds(60),
                by,
                reason,
                false,
                200L,
                900,
                List.of(new Turn(Who.ASSISTANT, "Hola", 0, 900, mouthToEar, false)),
                List.of(),
                new Audio(1, 1, 0, 0),
                Map.of(),
                Map.of("USD", new BigDecimal("0.01")));
    }
}
