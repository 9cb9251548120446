package io.centralita.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// What the pipeline itself says to callers, from the resources `pipeline`.
final class PipelineTexts {
    private final List<String> notUnderstood;
    private final String noAnswer;

    PipelineTexts(Locale language) {
        var texts = bundle("pipeline", language);
        notUnderstood = wordings(texts, "not-understood");
        noAnswer = texts.getString("no-answer");
    }

    /// Resources beside this class, in English or in Spanish.
    static ResourceBundle bundle(String name, Locale language) {
        var control =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        var spoken = language.getLanguage().equals("en") ? Locale.ENGLISH : Locale.of("es");
        return ResourceBundle.getBundle(
                PipelineTexts.class.getPackageName() + "." + name, spoken, control);
    }

    /// `key.1`, `key.2` and so on.
    static List<String> wordings(ResourceBundle texts, String key) {
        var wordings = new ArrayList<String>();
        for (int i = 1; texts.containsKey(key + "." + i); i++) {
            wordings.add(texts.getString(key + "." + i));
        }
        return wordings;
    }

    /// @param times in a row that nothing was understood, from 1
    String notUnderstood(int times) {
        return notUnderstood.get(Math.min(times, notUnderstood.size()) - 1);
    }

    /// The model had nothing to say.
    String noAnswer() {
        return noAnswer;
    }
}
