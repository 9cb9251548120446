package io.centralita.engine.phrase;

import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.phrase.PhraseVoice.Rendered;
import io.centralita.media.AudioFormat;
import io.centralita.media.Levels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sentences in a voice that takes its time: what was rendered before is there at once, the
/// rest is rendered behind the scenes, sentence by sentence, and kept. Until then, and where it
/// cannot be had, others have to say it ([PhraseAudio#firstOf]).
public final class VoicedPhrases implements PhraseAudio, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VoicedPhrases.class);

    /// Failures one after the other; whoever fails so often is not asked again.
    static final int MOST_FAILURES = 3;

    private final PhraseVoice voice;
    private final PhraseStore store;
    private final Locale language;
    private final Sentences sentences;
    private final Thread renderer;

    private VoicedPhrases(
            PhraseVoice voice,
            PhraseStore store,
            Locale language,
            Sentences sentences,
            List<String> missing) {
        this.voice = voice;
        this.store = store;
        this.language = language;
        this.sentences = sentences;
        this.renderer = Thread.ofVirtual().name("phrases").unstarted(() -> render(missing));
    }

    /// Reads what is kept, and starts to render the rest.
    ///
    /// @param texts what will have to be said
    /// @param formats of the legs that there are
    public static VoicedPhrases open(
            PhraseVoice voice,
            PhraseStore store,
            Locale language,
            List<String> texts,
            Set<AudioFormat> formats) {
        var sentences = new Sentences(formats);
        var missing = new ArrayList<String>();
        for (var text : voice.speaks(language) ? texts : List.<String>of()) {
            kept(voice, store, language, text)
                    .ifPresentOrElse(
                            said -> sentences.add(text, language, said.audio(), said.format()),
                            () -> missing.add(text));
        }
        var phrases = new VoicedPhrases(voice, store, language, sentences, List.copyOf(missing));
        phrases.renderer.start();
        return phrases;
    }

    private static Optional<Rendered> kept(
            PhraseVoice voice, PhraseStore store, Locale language, String text) {
        try {
            return store.find(text, voice.name(), language);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("a kept phrase is unreadable, it is rendered again");
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> find(String text, Locale asked, AudioFormat format) {
        return sentences.find(text, asked, format);
    }

    /// Waits until all is rendered that can be.
    void awaitRendered() throws InterruptedException {
        renderer.join();
    }

    /// Stops rendering; what is there stays.
    @Override
    public void close() {
        renderer.interrupt();
    }

    private void render(List<String> missing) {
        int failures = 0;
        try {
            for (var text : missing) {
                failures = render(text) ? 0 : failures + 1;
                if (failures == MOST_FAILURES) {
                    log.atWarn()
                            .addKeyValue("voice", voice.name())
                            .log("the phrases are left to others");
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean render(String text) throws InterruptedException {
        Rendered said;
        try {
            said = voice.say(text, language);
            if (!Levels.isAnyAudible(said.audio(), said.format())) {
                throw new IOException("nothing of it can be heard");
            }
        } catch (IOException | RuntimeException e) {
            log.atWarn().addKeyValue("voice", voice.name()).setCause(e).log("phrase not rendered");
            return false;
        }
        sentences.add(text, language, said.audio(), said.format());
        try {
            store.keep(text, voice.name(), language, said);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("phrase not kept, it is rendered again at the next start");
        }
        return true;
    }
}
