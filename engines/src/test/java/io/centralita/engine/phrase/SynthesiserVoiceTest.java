package io.centralita.engine.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.speech.HttpSynthesiser;
import io.centralita.engine.speech.Patience;
import io.centralita.engine.speech.SpeechPlace;
import io.centralita.engine.speech.SpeechWatcher;
import io.centralita.engine.speech.VoiceOptions;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.SpeechServer;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.fake.speech.Trouble;
import io.centralita.media.AudioFormat;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The switchboard's sentences by a synthesiser's server.
@Timeout(60)
class SynthesiserVoiceTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Locale SPANISH = Locale.of("es");
    private static final AudioFormat LINE = AudioFormat.PCMU_8K;
    private static final List<String> TEXTS = List.of("Un momento.", "Sigo aquí.", "Adiós.");

    /// What this machine would say.
    private static final PhraseAudio EMBEDDED = (_, _, _) -> Optional.of(new byte[] {1});

    @TempDir Path directory;

    private final List<Usage> used = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void each_sentence_is_asked_for_once_and_the_next_start_asks_for_none() throws Exception {
        try (var server = SpeechServer.start(VERTX, SpeechSettings.DEFAULT)) {
            var first = rendered(server, VoiceOptions.of("gpt-4o-mini-tts", "marin"), TEXTS);
            assertThat(asked(server)).containsExactlyElementsOf(TEXTS);
            assertThat(used.stream().mapToLong(one -> one.of(UsageKind.SPOKEN_CHARACTERS)).sum())
                    .isEqualTo(String.join("", TEXTS).length());
            var said = first.find("Un momento.", SPANISH, LINE).orElseThrow();
            assertThat(said.length).isGreaterThan(LINE.bytes(Duration.ofMillis(300)));

            var second = rendered(server, VoiceOptions.of("gpt-4o-mini-tts", "marin"), TEXTS);
            assertThat(asked(server)).hasSize(TEXTS.size());
            assertThat(second.find("Un momento.", SPANISH, LINE)).hasValue(said);
        }
    }

    @Test
    void what_changes_the_sound_is_rendered_anew() throws Exception {
        var one = VoiceOptions.of("gpt-4o-mini-tts", "marin");
        var others =
                List.of(
                        VoiceOptions.of("tts-1", "marin"),
                        VoiceOptions.of("gpt-4o-mini-tts", "cedar"),
                        options("", 1.25, VoiceOptions.Format.PCM, 24_000),
                        options("Con calma.", 1, VoiceOptions.Format.PCM, 24_000),
                        options("", 1, VoiceOptions.Format.WAV, 24_000),
                        options("", 1, VoiceOptions.Format.PCM, 22_050));
        assertThat(others).extracting(VoiceOptions::signature).doesNotHaveDuplicates();
        try (var server = SpeechServer.start(VERTX, SpeechSettings.DEFAULT)) {
            rendered(server, one, List.of("Hola."));
            for (var other : others) {
                rendered(server, other, List.of("Hola."));
            }
            assertThat(asked(server)).hasSize(1 + others.size());
        }
    }

    @Test
    void a_server_that_fails_leaves_the_sentences_to_this_machine() throws Exception {
        var ill = SpeechSettings.DEFAULT.withEvery(Endpoint.SPEECH, new Trouble.Answer(401));
        try (var server = SpeechServer.start(VERTX, ill)) {
            var phrases = rendered(server, VoiceOptions.of("gpt-4o-mini-tts", "marin"), TEXTS);

            assertThat(phrases.find("Adiós.", SPANISH, LINE)).isEmpty();
            assertThat(
                            PhraseAudio.firstOf(List.of(phrases, EMBEDDED))
                                    .find("Adiós.", SPANISH, LINE))
                    .hasValue(new byte[] {1});
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void a_sentence_that_broke_off_is_not_kept() throws Exception {
        var breaksOff =
                SpeechSettings.DEFAULT.with(Endpoint.SPEECH, 2, new Trouble.BreakOff(2_000, true));
        try (var server = SpeechServer.start(VERTX, breaksOff)) {
            var voice = VoiceOptions.of("gpt-4o-mini-tts", "marin");
            var phrases = rendered(server, voice, TEXTS);
            assertThat(phrases.find("Sigo aquí.", SPANISH, LINE)).isEmpty();
            assertThat(phrases.find("Adiós.", SPANISH, LINE)).isPresent();

            assertThat(rendered(server, voice, TEXTS).find("Sigo aquí.", SPANISH, LINE))
                    .isPresent();
            assertThat(asked(server)).endsWith("Adiós.", "Sigo aquí.");
        }
    }

    private static VoiceOptions options(
            String instructions, double speed, VoiceOptions.Format format, int rateHz) {
        return new VoiceOptions("gpt-4o-mini-tts", "marin", instructions, speed, format, rateHz);
    }

    private static List<String> asked(SpeechServer server) {
        return server.exchanges(Endpoint.SPEECH).stream()
                .map(exchange -> exchange.fields().get("input"))
                .toList();
    }

    private VoicedPhrases rendered(SpeechServer server, VoiceOptions options, List<String> texts)
            throws Exception {
        var place =
                new SpeechPlace(
                        "openai",
                        server.baseUri(),
                        new ApiKey(SpeechSettings.KEY),
                        Auth.BEARER,
                        Patience.forSpeech(Duration.ofSeconds(20)));
        try (var synthesiser =
                new HttpSynthesiser(place, options, SpeechWatcher.NONE, Time.SYSTEM)) {
            var phrases =
                    VoicedPhrases.open(
                            new SynthesiserVoice(synthesiser, options.signature(), used::add),
                            new PhraseStore(directory),
                            SPANISH,
                            texts,
                            Set.of(LINE));
            phrases.awaitRendered();
            return phrases;
        }
    }
}
