package io.centralita.tenant.record;

import static io.centralita.tenant.record.OpenRecords.CLOCK;
import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.VirtualTime;
import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseKind;
import io.centralita.tenant.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class OwnerWatchTest {
    private static final CallOwner DEAD = new CallOwner("dead", "there:1");
    private static final CallOwner OWN = new CallOwner("own", "here:1");
    private static final Duration ALMOST = OwnerWatch.PATIENCE.minusMillis(1);

    private final TestDatabase test;
    private final Database database;
    private final VirtualTime time = new VirtualTime();
    private final OwnerWatch watch;

    OwnerWatchTest(DatabaseKind kind) {
        test = kind.fresh();
        database = test.open();
        watch = new OwnerWatch(database, OWN, time);
    }

    @AfterEach
    void remove() {
        database.close();
        test.close();
    }

    @Test
    void calls_of_a_process_whose_beat_stands_still_are_closed_at_its_last_sign_of_life() {
        save(Reports.open("CA1", NOON), DEAD);
        beat(DEAD, NOON.plusSeconds(17));
        watch.look();
        pass(ALMOST);
        assertThat(find("CA1").endedAt()).isNull();

        time.advance(Duration.ofMillis(1));
        watch.look();

        var closed = find("CA1");
        assertThat(closed.endedAt()).isEqualTo(NOON.plusSeconds(17));
        assertThat(closed.endedBy()).isEqualTo("switchboard");
        assertThat(closed.reason()).isEqualTo("interrupted");
        assertThat(closed.turns()).isEqualTo(Reports.open("CA1", NOON).turns());
        assertThat(owners()).isZero();
    }

    @Test
    void a_process_that_beats_keeps_its_calls_whatever_its_clock_says() {
        save(Reports.open("CA1", NOON), DEAD);
        for (int i = 0; i < 10; i++) {
            beat(DEAD, Instant.EPOCH);
            watch.look();
            pass(ALMOST);
        }
        assertThat(find("CA1").endedAt()).isNull();
    }

    @Test
    void who_could_not_look_for_a_while_takes_nobody_for_dead() {
        save(Reports.open("CA1", NOON), DEAD);
        beat(DEAD, NOON);
        watch.look();
        time.advance(Duration.ofMinutes(10));
        watch.look();
        assertThat(find("CA1").endedAt()).isNull();
        pass(OwnerWatch.PATIENCE);
        assertThat(find("CA1").reason()).isEqualTo("interrupted");
    }

    @Test
    void a_beat_between_the_look_and_the_closing_saves_the_calls() {
        save(Reports.open("CA1", NOON), DEAD);
        beat(DEAD, NOON);
        var seen = database.jdbi().withHandle(handle -> OwnerTable.others(handle, OWN)).getFirst();
        beat(DEAD, NOON);
        int closed = database.jdbi().withHandle(handle -> OwnerTable.bury(handle, seen));
        assertThat(closed).isZero();
        assertThat(find("CA1").endedAt()).isNull();
    }

    @Test
    void who_was_only_cut_off_takes_its_calls_back() {
        save(Reports.open("CA1", NOON), DEAD);
        beat(DEAD, NOON);
        watch.look();
        pass(OwnerWatch.PATIENCE);
        assertThat(find("CA1").reason()).isEqualTo("interrupted");

        save(Reports.open("CA1", NOON), DEAD);
        assertThat(find("CA1")).isEqualTo(Reports.open("CA1", NOON));
        save(Reports.ended("CA1", NOON), DEAD);
        save(Reports.open("CA1", NOON), DEAD);
        assertThat(find("CA1")).isEqualTo(Reports.ended("CA1", NOON));
    }

    @Test
    void calls_that_are_over_and_calls_of_others_are_left_alone() {
        save(Reports.ended("CA1", NOON), DEAD);
        save(Reports.open("CA2", NOON), OWN);
        beat(DEAD, NOON);
        beat(OWN, NOON);
        watch.look();
        pass(OwnerWatch.PATIENCE);
        assertThat(find("CA1")).isEqualTo(Reports.ended("CA1", NOON));
        assertThat(find("CA2").endedAt()).isNull();
        assertThat(owners()).isEqualTo(1);
    }

    /// Time goes by, and is looked at every few seconds.
    private void pass(Duration all) {
        for (var rest = all; rest.isPositive(); rest = rest.minus(OwnerWatch.BEAT)) {
            time.advance(rest.compareTo(OwnerWatch.BEAT) < 0 ? rest : OwnerWatch.BEAT);
            watch.look();
        }
    }

    private void save(CallReport report, CallOwner owner) {
        database.jdbi().useHandle(handle -> CallTable.save(handle, report, owner, CLOCK.instant()));
    }

    private void beat(CallOwner owner, Instant now) {
        database.jdbi().useHandle(handle -> OwnerTable.beat(handle, owner, now));
    }

    private CallReport find(String id) {
        return CallTable.find(database.jdbi(), id).orElseThrow();
    }

    private int owners() {
        return database.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("SELECT COUNT(*) FROM call_owners")
                                        .mapTo(Integer.class)
                                        .one());
    }
}
