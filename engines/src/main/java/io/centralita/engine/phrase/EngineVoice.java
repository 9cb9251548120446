package io.centralita.engine.phrase;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.engine.Usage;
import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The voice of an engine with a model of its own: each sentence is the greeting of a session that
/// hears nothing and is closed after it. What the model says it said is compared with what it was
/// given, as models like to add to things.
public final class EngineVoice implements PhraseVoice {
    private static final AudioFormat WIDE = AudioFormat.PCM_24K;
    private static final TurnTaking NONE = new TurnTaking(false, false, false, false, null);

    private final Engine engine;
    private final String name;
    private final Set<String> languages;
    private final Duration patience;
    private final Consumer<Usage> used;

    /// @param name of model and voice
    /// @param languages it is trusted with
    /// @param patience for one sentence, connection included
    /// @param used is told what is used, for nothing of it belongs to a call
    public EngineVoice(
            Engine engine,
            String name,
            Set<Locale> languages,
            Duration patience,
            Consumer<Usage> used) {
        this.engine = engine;
        this.name = name;
        this.languages =
                languages.stream().map(Locale::getLanguage).collect(Collectors.toUnmodifiableSet());
        this.patience = patience;
        this.used = used;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean speaks(Locale language) {
        return languages.contains(language.getLanguage());
    }

    @Override
    public Rendered say(String text, Locale language) throws IOException, InterruptedException {
        var take = new Take(System.nanoTime() + patience.toNanos(), used);
        try (var session = engine.open(settings(text, language), take::on, take)) {
            take.await(EngineEvent.Ready.class);
            session.greet();
            take.await(EngineEvent.ReplyFinished.class);
        }
        var said = take.whole();
        if (!letters(take.words()).equals(letters(text))) {
            throw new IOException("the model did not say what it was given");
        }
        return said;
    }

    private static SessionSettings settings(String text, Locale language) {
        return new SessionSettings(
                "phrase-" + UUID.randomUUID(),
                language,
                text,
                new Conduct("", "", List.of(), NONE, true),
                Map.of(),
                List.of(),
                WIDE);
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
