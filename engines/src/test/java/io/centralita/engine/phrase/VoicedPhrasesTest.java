package io.centralita.engine.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.text.PhraseAudio;
import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoicedPhrasesTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final Set<AudioFormat> FORMATS = Set.of(AudioFormat.PCMU_8K);

    @TempDir private Path directory;

    @Test
    void what_was_rendered_is_kept_for_the_next_start() throws Exception {
        var first = new Voice("one");
        open(first, List.of("hola", "adiós")).awaitRendered();
        assertThat(first.said).containsExactly("hola", "adiós");

        var second = new Voice("one");
        var phrases = open(second, List.of("hola", "adiós", "nuevo"));
        assertThat(phrases.find("hola", SPANISH, AudioFormat.PCMU_8K)).isPresent();
        phrases.awaitRendered();
        assertThat(second.said).containsExactly("nuevo");
        assertThat(phrases.find("nuevo", SPANISH, AudioFormat.PCMU_8K).orElseThrow())
                .hasSize(AudioFormat.PCMU_8K.bytes(java.time.Duration.ofMillis(400)));
    }

    @Test
    void another_voice_says_it_for_itself() throws Exception {
        open(new Voice("one"), List.of("hola")).awaitRendered();
        var other = new Voice("two");
        open(other, List.of("hola")).awaitRendered();
        assertThat(other.said).containsExactly("hola");
    }

    @Test
    void a_voice_that_fails_again_and_again_is_left_alone_and_others_speak() throws Exception {
        var broken = new Voice("one");
        broken.works = false;
        var phrases = open(broken, List.of("a", "b", "c", "d", "e"));
        phrases.awaitRendered();
        assertThat(broken.said).hasSize(VoicedPhrases.MOST_FAILURES);

        PhraseAudio other = (text, _, _) -> Optional.of(new byte[] {1});
        var both = PhraseAudio.firstOf(List.of(phrases, other));
        assertThat(both.find("a", SPANISH, AudioFormat.PCMU_8K).orElseThrow()).containsExactly(1);
    }

    @Test
    void what_cannot_be_heard_is_neither_said_nor_kept() throws Exception {
        var mute = new Voice("one");
        mute.sample = 0;
        var phrases = open(mute, List.of("hola"));
        phrases.awaitRendered();

        assertThat(phrases.find("hola", SPANISH, AudioFormat.PCMU_8K)).isEmpty();
        try (var kept = Files.list(directory)) {
            assertThat(kept).isEmpty();
        }
    }

    @Test
    void a_kept_file_that_is_broken_is_made_again() throws Exception {
        open(new Voice("one"), List.of("hola")).awaitRendered();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        var again = new Voice("one");
        open(again, List.of("hola")).awaitRendered();
        assertThat(again.said).containsExactly("hola");
    }

    @Test
    void a_disk_that_cannot_be_written_does_not_keep_it_from_speaking() throws Exception {
        var file = Files.writeString(directory.resolve("no-directory"), "");
        var phrases =
                VoicedPhrases.open(
                        new Voice("one"), new PhraseStore(file), SPANISH, List.of("hola"), FORMATS);
        phrases.awaitRendered();
        assertThat(phrases.find("hola", SPANISH, AudioFormat.PCMU_8K)).isPresent();
    }

    @Test
    void a_language_that_the_voice_does_not_speak_is_passed_over() throws Exception {
        var voice = new Voice("one");
        VoicedPhrases.open(
                        voice, new PhraseStore(directory), Locale.FRENCH, List.of("oui"), FORMATS)
                .awaitRendered();
        assertThat(voice.said).isEmpty();
    }

    private VoicedPhrases open(Voice voice, List<String> texts) {
        return VoicedPhrases.open(voice, new PhraseStore(directory), SPANISH, texts, FORMATS);
    }

    private static final class Voice implements PhraseVoice {
        private final String name;
        private final List<String> said = new ArrayList<>();
        private boolean works = true;
        private byte sample = 0x21;

        Voice(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean speaks(Locale language) {
            return language.equals(SPANISH);
        }

        @Override
        public Rendered say(String text, Locale language) throws IOException {
            said.add(text);
            if (!works) {
                throw new IOException("no voice today");
            }
            var audio = new byte[AudioFormat.PCM_24K.bytes(java.time.Duration.ofMillis(400))];
            Arrays.fill(audio, sample);
            return new Rendered(audio, AudioFormat.PCM_24K);
        }
    }
}
