package io.centralita.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// What the pipeline itself says to callers, from the resources `pipeline`.
final class PipelineTexts {
    private final List<String> notUnderstood = new ArrayList<>();
    private final String noAnswer;

    PipelineTexts(Locale language) {
        var base = PipelineTexts.class.getPackageName() + ".pipeline";
        var control =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        var spoken = language.getLanguage().equals("en") ? Locale.ENGLISH : Locale.of("es");
        var texts = ResourceBundle.getBundle(base, spoken, control);
        for (int i = 1; texts.containsKey("not-understood." + i); i++) {
            notUnderstood.add(texts.getString("not-understood." + i));
        }
        noAnswer = texts.getString("no-answer");
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
