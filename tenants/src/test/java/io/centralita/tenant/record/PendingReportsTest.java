package io.centralita.tenant.record;

import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingReportsTest {
    private final PendingReports pending = new PendingReports(3);

    @Test
    void a_later_state_replaces_an_earlier_one_and_keeps_its_place() throws InterruptedException {
        pending.put(Reports.open("CA1", NOON));
        pending.put(Reports.open("CA2", NOON));
        pending.put(Reports.ended("CA1", NOON));
        assertThat(pending.next(1, 1)).contains(List.of(Reports.ended("CA1", NOON)));
        assertThat(pending.all()).hasSize(2);
    }

    @Test
    void an_earlier_state_never_replaces_the_end() {
        pending.put(Reports.ended("CA1", NOON));
        pending.put(Reports.open("CA1", NOON));
        assertThat(pending.find("CA1")).contains(Reports.ended("CA1", NOON));
    }

    @Test
    void when_full_the_oldest_call_that_still_goes_on_makes_room() {
        pending.put(Reports.ended("CA1", NOON));
        pending.put(Reports.open("CA2", NOON));
        pending.put(Reports.open("CA3", NOON));
        pending.put(Reports.ended("CA4", NOON));
        assertThat(pending.all()).extracting(CallReport::id).containsExactly("CA1", "CA3", "CA4");
        assertThat(pending.dropped()).isEqualTo(1);
    }

    @Test
    void when_full_of_ended_calls_a_newcomer_that_goes_on_is_dropped() {
        pending.put(Reports.ended("CA1", NOON));
        pending.put(Reports.ended("CA2", NOON));
        pending.put(Reports.ended("CA3", NOON));
        pending.put(Reports.open("CA4", NOON));
        assertThat(pending.all()).extracting(CallReport::id).containsExactly("CA1", "CA2", "CA3");
        assertThat(pending.dropped()).isEqualTo(1);
    }

    @Test
    void when_full_of_ended_calls_the_oldest_makes_room_for_an_ended_one() {
        pending.put(Reports.ended("CA1", NOON));
        pending.put(Reports.ended("CA2", NOON));
        pending.put(Reports.ended("CA3", NOON));
        pending.put(Reports.ended("CA4", NOON));
        assertThat(pending.all()).extracting(CallReport::id).containsExactly("CA2", "CA3", "CA4");
        assertThat(pending.dropped()).isEqualTo(1);
    }

    @Test
    void a_report_replaced_while_it_was_written_is_written_again() throws InterruptedException {
        pending.put(Reports.open("CA1", NOON));
        var writing = pending.next(1, 1).orElseThrow().getFirst();
        pending.put(Reports.ended("CA1", NOON));
        pending.written(writing);
        assertThat(pending.next(1, 1)).contains(List.of(Reports.ended("CA1", NOON)));
    }

    @Test
    void after_closing_what_waits_is_still_taken_and_then_nothing() throws InterruptedException {
        pending.put(Reports.open("CA1", NOON));
        pending.close();
        pending.put(Reports.open("CA2", NOON));
        pending.written(pending.next(1, 1).orElseThrow().getFirst());
        assertThat(pending.next(1, 1)).isEmpty();
        assertThat(pending.dropped()).isEqualTo(1);
    }
}
