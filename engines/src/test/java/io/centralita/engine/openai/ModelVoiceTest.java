package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.engine.phrase.EngineVoice;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The switchboard's own sentences in the model's voice, from the strict model.
final class ModelVoiceTest {
    private static final List<Usage> USED = new CopyOnWriteArrayList<>();

    @BeforeEach
    void nothing_is_used() {
        USED.clear();
    }

    private static final Locale SPANISH = Locale.of("es");
    private static final String SENTENCE = "Déjame consultar esa información.";

    @Test
    void a_sentence_is_said_word_for_word_and_the_session_is_closed() throws Exception {
        try (var rig = new OpenAiRig(model(SENTENCE))) {
            var said = voice(rig).say(SENTENCE, SPANISH);

            assertThat(said.format().duration(said.audio().length))
                    .isGreaterThan(Duration.ofMillis(200));
            assertThat(Levels.rmsDbfs(Pcm.samples(said.audio()))).isGreaterThan(-40);
            rig.awaitOpen(0);
        }
    }

    @Test
    void a_model_that_says_something_else_is_not_believed() {
        try (var rig = new OpenAiRig(model("¡Claro! Déjame consultar esa información."))) {
            assertThatThrownBy(() -> voice(rig).say(SENTENCE, SPANISH))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not say");
            assertThat(USED)
                    .singleElement()
                    .satisfies(used -> assertThat(used.of(UsageKind.OUTPUT_AUDIO)).isPositive());
            rig.awaitOpen(0);
        }
    }

    private static Settings model(String says) {
        return Settings.DEFAULT.withBrain(Brains.greeting(says, Brains.saying("—")));
    }

    private static EngineVoice voice(OpenAiRig rig) {
        return new EngineVoice(
                rig.engine,
                "openai/test/marin",
                Set.of(SPANISH),
                Duration.ofSeconds(20),
                USED::add);
    }
}
