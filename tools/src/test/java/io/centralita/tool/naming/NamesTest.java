package io.centralita.tool.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "crm_*, crm_find, true",
        "crm_*, crm_, true",
        "crm_*, crx_find, false",
        "*, anything, true",
        "*_find, crm_find, true",
        "a*c, abc, true",
        "a*c, abcd, false",
        "a.c, abc, false",
        "exact, exact, true",
        "exact, exactly, false"
    })
    void an_asterisk_stands_for_anything(String pattern, String name, boolean matches) {
        assertThat(new NamePatterns(List.of(pattern)).matches(name)).isEqualTo(matches);
    }

    @Test
    void names_are_made_fit_for_every_model() {
        assertThat(ModelNames.of("crm", "find")).isEqualTo("crm_find");
        assertThat(ModelNames.of("", "files.read/all")).isEqualTo("files_read_all");
        assertThat(ModelNames.of("crm", "a".repeat(100))).hasSize(64).startsWith("crm_aaa");
        assertThat(ModelNames.of("crm", "a".repeat(100)))
                .isNotEqualTo(ModelNames.of("crm", "a".repeat(101)));
        assertThat(ModelNames.apart("crm", "a.b")).isNotEqualTo(ModelNames.apart("crm", "a_b"));
    }

    @Property
    void whatever_a_server_calls_its_tool(@ForAll String prefix, @ForAll String name) {
        assertThat(ModelNames.of(prefix, name)).matches("[a-zA-Z0-9_-]{1,64}");
        assertThat(ModelNames.apart(prefix, name)).matches("[a-zA-Z0-9_-]{1,64}");
    }
}
