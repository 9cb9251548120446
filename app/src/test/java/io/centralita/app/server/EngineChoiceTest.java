package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.settings.SettingsReader;
import io.centralita.call.cost.Ledger;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.ladder.LadderEngine;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.PipelineEngine;
import io.centralita.engine.speech.SpeechWatcher;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineChoiceTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "auto, offline, offline, false",
        "offline, none, offline, false",
        "pipeline, none, pipeline, false", // a model without a key costs nothing
        "pipeline, offline, pipeline, true",
        "offline, 'pipeline, offline', offline, true",
        "openai, none, openai, true",
        "openai, 'openai-fallback, offline', openai, true"
    })
    void calls_are_served_by_the_engine_that_was_chosen_and_those_that_may_take_over(
            String choice, String fallback, String name, boolean ladder) throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        var settings =
                SettingsReader.read(
                                directory,
                                Map.of(
                                        "ENGINE",
                                        choice,
                                        "ENGINE_FALLBACK",
                                        fallback,
                                        "CHAT_BASE_URL",
                                        "http://127.0.0.1:11434/v1",
                                        "CHAT_MODEL",
                                        "qwen3:8b",
                                        choice.equals("openai") ? "OPENAI_API_KEY" : "X",
                                        "sk-1"))
                        .settings();
        var vertx = Vertx.vertx();
        var closers = new Closers();
        var sentences = new HouseSentences(new BundledTexts(), List.of(), false);

        try (var offline =
                OfflineEngine.open(
                        settings, MachineVoice.ESPEAK, sentences, null, ServerWatcher.NOBODY)) {
            var engine =
                    new Engines(
                                    settings,
                                    offline,
                                    _ -> Ledger.none(),
                                    SpeechWatcher.NONE,
                                    vertx,
                                    closers)
                            .open();
            assertThat(engine.name()).isEqualTo(name);
            assertThat(engine).isInstanceOf(ladder ? LadderEngine.class : PipelineEngine.class);
        } finally {
            closers.close();
            vertx.close().await();
        }
    }
}
