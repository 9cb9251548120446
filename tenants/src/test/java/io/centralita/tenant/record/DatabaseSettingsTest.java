package io.centralita.tenant.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
    @Test
    void a_file_follows_the_scheme() {
        assertThat(DatabaseSettings.parse("sqlite:data/centralita.db").file())
                .isEqualTo(Path.of("data/centralita.db"));
        assertThat(DatabaseSettings.parse("sqlite:/var/lib/c.db").file())
                .isEqualTo(Path.of("/var/lib/c.db"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:secret@db/centralita",
                "data/centralita.db",
                "",
                "sqlite:",
                "sqlite::memory:",
                "sqlite:a.db?mode=ro"
            })
    void what_is_not_supported_is_refused_with_what_is_and_without_its_password(String url) {
        assertThatThrownBy(() -> DatabaseSettings.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("sqlite:")
                .hasMessageNotContaining("secret");
    }
}
