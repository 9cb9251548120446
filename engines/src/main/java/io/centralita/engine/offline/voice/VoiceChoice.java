package io.centralita.engine.offline.voice;

import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which voice of espeak-ng, and how fast, serves a wish.
final class VoiceChoice {
    static final Set<String> LANGUAGES = Set.of("es", "en");

    /// A name never begins with a dash: it is also an argument of the command.
    private static final Pattern NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}_+()/, -]{0,59}");

    private static final int SLOWEST = 80;
    private static final int FASTEST = 450;

    private final EspeakSettings settings;

    VoiceChoice(EspeakSettings settings) {
        this.settings = settings;
    }

    String name(Voice voice) throws SynthesisException {
        if (!LANGUAGES.contains(voice.language().getLanguage())) {
            throw new SynthesisException(
                    "espeak-ng speaks Spanish and English here, not "
                            + voice.language().toLanguageTag());
        }
        if (voice.name().isBlank()) {
            return defaultFor(voice.language());
        }
        if (!NAME.matcher(voice.name()).matches()) {
            throw new SynthesisException("not the name of a voice of espeak-ng");
        }
        return voice.name();
    }

    int wordsPerMinute(Voice voice) {
        long rate = Math.round(settings.wordsPerMinute() * voice.speed());
        return Math.clamp(rate, SLOWEST, FASTEST);
    }

    private String defaultFor(Locale language) {
        String country = language.getCountry();
        if (language.getLanguage().equals("en")) {
            return country.equals("GB") ? "en-gb" : "en-us";
        }
        if (country.isEmpty()) {
            return settings.latinAmerican() ? "es-419" : "es";
        }
        return country.equals("ES") ? "es" : "es-419";
    }
}
