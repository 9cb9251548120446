package io.centralita.tenant.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
    @Test
    void a_file_follows_the_scheme() {
        assertThat(sqlite("sqlite:data/centralita.db").file())
                .isEqualTo(Path.of("data/centralita.db"));
        assertThat(sqlite("sqlite:/var/lib/c.db").file()).isEqualTo(Path.of("/var/lib/c.db"));
    }

    @Test
    void a_server_has_a_user_a_host_and_a_database() {
        assertThat(postgres("postgresql://me:secret@db.example.com/centralita"))
                .isEqualTo(
                        new PostgresSettings(
                                List.of("db.example.com:5432"),
                                "centralita",
                                "me",
                                Optional.of("secret"),
                                Map.of()));
        assertThat(postgres("postgres://me@db:6432/c").password()).isEmpty();
        assertThat(postgres("postgres://me@a,b:6432,[::1],[::2]:1/c").hosts())
                .containsExactly("a:5432", "b:6432", "[::1]:5432", "[::2]:1");
    }

    @Test
    void what_is_special_in_a_password_is_written_by_percent() {
        var settings = postgres("postgresql://a%40b:p%40ss%2F%3A%25+x@y@h/d%20e");
        assertThat(settings.user()).isEqualTo("a@b");
        assertThat(settings.password()).contains("p@ss/:%+x@y");
        assertThat(settings.database()).isEqualTo("d e");
        assertThat(settings.jdbcUrl(Map.of())).isEqualTo("jdbc:postgresql://h:5432/d%20e");
    }

    @Test
    void parameters_of_libpq_are_told_to_the_driver_in_its_own_words() {
        assertThat(
                        postgres(
                                        "postgresql://me@h/d?sslmode=verify-full&target_session_attrs=read-write&application_name=a%26b")
                                .jdbcUrl(
                                        Map.of(
                                                "ApplicationName",
                                                "centralita",
                                                "socketTimeout",
                                                "9")))
                .isEqualTo(
                        "jdbc:postgresql://h:5432/d?ApplicationName=a%26b&socketTimeout=9&sslmode=verify-full&targetServerType=primary");
    }

    @Test
    void no_form_of_it_shows_the_password() {
        var settings = postgres("postgresql://me:secret@h/d?sslmode=require");
        assertThat(settings.place()).isEqualTo("postgresql://h:5432/d");
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(settings.jdbcUrl(Map.of())).doesNotContain("secret");
    }

    @Test
    void the_address_of_jdbc_is_refused_with_ours() {
        assertThatThrownBy(
                        () ->
                                DatabaseSettings.parse(
                                        "jdbc:postgresql://h/d?user=me&password=secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgresql://user:password@host:5432/database")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:secret@db/centralita",
                "data/centralita.db",
                "",
                "sqlite:",
                "sqlite::memory:",
                "sqlite:a.db?mode=ro",
                "postgresql:",
                "postgresql:me:secret@db/centralita",
                "postgresql://db/centralita",
                "postgresql://me:secret@db",
                "postgresql://me:secret@db/",
                "postgresql://me:secret@/centralita",
                "postgresql://me:secret@db:port/centralita",
                "postgresql://me:sec%ret@db/centralita",
                "postgresql://me@db/centralita?password=secret",
                "postgresql://me:secret@db/centralita?sslmode",
                "postgresql://me:secret@db/centralita?target_session_attrs=standby",
            })
    void what_is_not_supported_is_refused_with_what_is_and_without_its_password(String url) {
        assertThatThrownBy(() -> DatabaseSettings.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageMatching("(?s).*(sqlite:|postgresql://user:password@).*")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private static DatabaseSettings.Sqlite sqlite(String url) {
        return (DatabaseSettings.Sqlite) DatabaseSettings.parse(url);
    }

    private static PostgresSettings postgres(String url) {
        return (PostgresSettings) DatabaseSettings.parse(url);
    }
}
