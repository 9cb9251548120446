package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The documents about settings follow the declarations. `-Dcentralita.rewrite=true` rewrites them.
class ReferenceTest {
    private static final Path ROOT = Path.of("..");

    private final Reference reference = new Reference(Messages.in(Locale.ENGLISH));

    @Test
    void the_reference_is_up_to_date() throws IOException {
        check("docs/configuration.md", reference.markdown());
    }

    @Test
    void the_example_of_env_is_up_to_date() throws IOException {
        check(".env.example", reference.dotEnv());
    }

    @Test
    void the_example_of_yaml_is_up_to_date() throws IOException {
        check("centralita.example.yaml", reference.yaml());
    }

    @Test
    void every_setting_is_explained_in_both_languages() {
        for (var language : new String[] {"es", "en"}) {
            var messages = Messages.in(Locale.of(language));
            for (var setting : Keys.ALL) {
                assertThat(messages.setting(setting.name())).isNotBlank();
                assertThat(setting.kind().describe(messages)).isNotBlank();
            }
        }
    }

    @Test
    void both_languages_have_the_same_sentences() throws IOException {
        for (var bundle : List.of("messages", "settings", "help")) {
            assertThat(keys(bundle + "_es.properties")).isEqualTo(keys(bundle + ".properties"));
        }
    }

    private static Set<Object> keys(String file) throws IOException {
        var sentences = new Properties();
        try (var in = Messages.class.getResourceAsStream("/io/centralita/app/" + file)) {
            sentences.load(in);
        }
        return sentences.keySet();
    }

    private static void check(String file, String expected) throws IOException {
        var path = ROOT.resolve(file);
        if (Boolean.getBoolean("centralita.rewrite")) {
            Files.createDirectories(path.toAbsolutePath().normalize().getParent());
            Files.writeString(path, expected);
        }
        assertThat(path).hasContent(expected);
    }
}
