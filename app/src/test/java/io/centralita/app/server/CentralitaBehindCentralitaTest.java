package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.settings.SettingsReader;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine `openai` of one switchboard is the realtime endpoint of another.
class CentralitaBehindCentralitaTest {
    @TempDir Path directory;

    @Test
    void a_caller_of_the_first_is_understood_by_the_ears_of_the_second() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        var data = directory.resolve("behind").toString();
        var behind = SettingsReader.read(directory, Map.of("DATA_DIR", data)).settings().alone();
        try (var second = Server.start(behind, ServerWatcher.NOBODY);
                var first =
                        new OpenAiHouse(
                                directory,
                                OpenAiHouse.service(),
                                Map.of(
                                        "OPENAI_BASE_URL",
                                        second.url() + "/v1",
                                        "ENGINE_FALLBACK",
                                        "none"))) {
            var script =
                    OpenAiHouse.greeted()
                            .say(OpenAiHouse.spoken(OpenAiHouse.QUESTION))
                            .awaitReply(Duration.ofSeconds(3))
                            .hangUp()
                            .build();

            var report = first.report(first.place(script));

            assertThat(report.path("engine").asText()).isEqualTo("openai");
            assertThat(OpenAiHouse.turns(report))
                    .first()
                    .isEqualTo("ASSISTANT " + first.text("call.greeting"));
            assertThat(OpenAiHouse.tools(report)).containsExactly("consultar_mikrotik answered");
            assertThat(OpenAiHouse.turns(report).getLast())
                    .startsWith("ASSISTANT")
                    .containsPattern("[0-9]+ clientes activos");
        }
    }
}
