package io.centralita.app.settings;

import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.SpeechSettings.Choice;
import java.util.stream.Stream;

/// Which of the embedded parts the engines of these settings cannot do without, those that take
/// over included.
///
/// @param ears the recogniser
/// @param voice espeak-ng
/// @param names what callers may say that is in no dictionary; servers that hear take them too
public record EmbeddedNeeds(boolean ears, boolean voice, boolean names) {
    public static EmbeddedNeeds of(Settings settings) {
        var speech = settings.speech();
        var calls = settings.calls();
        var ears = false;
        var voice = false;
        var names = false;
        for (var choice :
                Stream.concat(Stream.of(calls.engine()), calls.fallback().stream()).toList()) {
            ears |= needs(choice, speech.recogniser().order().contains(Choice.OFFLINE));
            voice |= needs(choice, speech.synthesiser().order().contains(Choice.OFFLINE));
            names |= needs(choice, true);
        }
        return new EmbeddedNeeds(ears, voice, names);
    }

    private static boolean needs(EngineChoice engine, boolean pipelineNeeds) {
        return switch (engine) {
            case AUTO, OFFLINE -> true;
            case PIPELINE -> pipelineNeeds;
            case OPENAI, OPENAI_FALLBACK -> false;
        };
    }
}
