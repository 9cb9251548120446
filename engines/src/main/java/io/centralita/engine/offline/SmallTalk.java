package io.centralita.engine.offline;

import io.centralita.engine.pipeline.Phrases;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/// Knows what is said beside questions, and what to say to it, from the resources `mind`.
///
/// An utterance has an [Intent] when all of it is made of that intent's phrases and of courtesies;
/// a greeting before a question is a question. Immutable, for any thread.
final class SmallTalk {
    private final ResourceBundle texts;
    private final Map<Intent, Phrases> phrases = new EnumMap<>(Intent.class);
    private final Phrases agreement;

    SmallTalk(Locale wanted) {
        var language = wanted.getLanguage().equals("en") ? Locale.ENGLISH : Locale.of("es");
        texts =
                ResourceBundle.getBundle(
                        SmallTalk.class.getPackageName() + ".mind",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        String courtesies = texts.getString("courtesies");
        agreement = new Phrases(texts.getString("phrases.agree"), courtesies);
        for (Intent intent : Intent.values()) {
            phrases.put(
                    intent, new Phrases(texts.getString("phrases." + intent.key()), courtesies));
        }
    }

    /// What was said, where all of it is small talk.
    Optional<Intent> intentOf(String said) {
        String plain = Phrases.plain(said);
        return Stream.of(Intent.values()).filter(intent -> matches(intent, plain)).findFirst();
    }

    /// Whether somebody who was asked for their consent has given it.
    boolean agrees(String said) {
        return agreement.match(Phrases.plain(said));
    }

    private boolean matches(Intent intent, String plain) {
        var known = phrases.get(intent);
        return known != null && known.match(plain);
    }

    /// One of the wordings of a text.
    ///
    /// @param turn chooses it, so that they take turns
    String text(String key, int turn) {
        var wordings = new ArrayList<String>();
        for (int i = 1; texts.containsKey("say." + key + "." + i); i++) {
            wordings.add(texts.getString("say." + key + "." + i));
        }
        return wordings.get(Math.floorMod(turn, wordings.size()));
    }
}
