package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.settings.SettingsReader;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineChoiceTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"auto, offline", "offline, offline", "pipeline, pipeline"})
    void the_embedded_parts_go_by_the_name_that_was_chosen(String choice, String name)
            throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        var settings = SettingsReader.read(directory, Map.of("ENGINE", choice)).settings();

        try (var engine =
                OfflineEngine.open(settings, new BundledTexts(), null, ServerWatcher.NOBODY)) {
            assertThat(engine.engine().name()).isEqualTo(name);
        }
    }
}
