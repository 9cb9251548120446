package io.centralita.tenant.record;

import static io.centralita.tenant.record.OpenRecords.CLOCK;
import static io.centralita.tenant.record.OpenRecords.await;
import static io.centralita.tenant.record.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.centralita.tenant.database.DatabaseUnavailable;
import io.centralita.tenant.database.TestFiles;
import io.centralita.tenant.database.TestSqlite;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What only a file can do.
@Timeout(60)
class SqliteRecordsTest {
    private final TestSqlite database = TestSqlite.fresh();

    @AfterEach
    void remove() {
        database.close();
    }

    @Test
    void the_directory_of_the_file_is_created() {
        try (var records = open()) {
            records.save(Reports.ended("CA1", NOON));
        }
        assertThat(database.file()).exists();
    }

    @Test
    void calls_left_open_by_an_earlier_process_are_closed_as_interrupted() {
        try (var records = open()) {
            records.save(Reports.open("CA1", NOON));
            records.save(Reports.ended("CA2", NOON));
        }
        try (var records = open()) {
            var closed = records.find("CA1").orElseThrow();
            assertThat(closed.endedBy()).isEqualTo("switchboard");
            assertThat(closed.reason()).isEqualTo("interrupted");
            assertThat(closed.endedAt()).isEqualTo(CLOCK.instant());
            assertThat(closed.turns()).isEqualTo(Reports.open("CA1", NOON).turns());
            assertThat(records.find("CA2")).contains(Reports.ended("CA2", NOON));
        }
    }

    @Test
    void a_second_process_leaves_the_open_calls_of_the_first_alone() {
        try (var first = open()) {
            first.save(Reports.open("CA1", NOON));
            await(() -> first.waiting() == 0);
            try (var second = open()) {
                assertThat(second.find("CA1")).contains(Reports.open("CA1", NOON));
            }
        }
    }

    @Test
    void a_deleted_directory_is_made_again_and_the_next_report_is_kept() throws IOException {
        try (var records = open()) {
            records.save(Reports.ended("CA1", NOON));
            await(() -> records.waiting() == 0);
            TestFiles.delete(database.directory());
            records.save(Reports.ended("CA2", NOON));
            await(() -> records.waiting() == 0);
        }
        try (var records = open()) {
            assertThat(records.find("CA2")).isPresent();
        }
    }

    @Test
    void a_directory_that_becomes_a_file_is_trouble_until_it_is_one_again() throws IOException {
        try (var records = open()) {
            TestFiles.delete(database.directory());
            Files.writeString(database.directory(), "in the way");
            records.save(Reports.ended("CA1", NOON));
            await(() -> records.trouble().isPresent());
            assertThatThrownBy(() -> records.latest(1)).isInstanceOf(DatabaseUnavailable.class);
            Files.delete(database.directory());
            await(() -> records.waiting() == 0);
            assertThat(records.find("CA1")).isPresent();
        }
    }

    @Test
    void a_database_that_cannot_be_opened_is_named_at_the_start() throws IOException {
        Files.writeString(database.directory(), "a file where the directory should be");
        assertThatThrownBy(database::open)
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining(database.file().toString());
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_kept() throws IOException {
        Files.createDirectories(database.directory());
        var text = "these are somebody's notes, not a database\n".repeat(100);
        Files.writeString(database.file(), text);
        assertThatThrownBy(database::open).isInstanceOf(DatabaseUnavailable.class);
        assertThat(database.file()).hasContent(text);
    }

    @Test
    void a_readonly_directory_is_named_at_the_start() {
        var parent = database.directory().toFile().getParentFile();
        assumeFalse("root".equals(System.getProperty("user.name")), "root writes everywhere");
        assertThat(parent.setWritable(false)).isTrue();
        try {
            assertThatThrownBy(database::open).isInstanceOf(DatabaseUnavailable.class);
        } finally {
            assertThat(parent.setWritable(true)).isTrue();
        }
    }

    private OpenRecords open() {
        return OpenRecords.of(database);
    }
}
