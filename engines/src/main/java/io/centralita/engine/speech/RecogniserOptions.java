package io.centralita.engine.speech;

import java.util.List;

/// What a recogniser is asked for.
///
/// @param model as the server names it
/// @param format of the answer
/// @param vocabulary words that callers are likely to say and that are not in every dictionary:
///   names of routers, of interfaces
public record RecogniserOptions(String model, Format format, List<String> vocabulary) {
    /// All servers know this one («Create transcription», `response_format`).
    private static final String VERBOSE_MODEL = "whisper-1";

    private static final int LONGEST_PROMPT = 500;

    /// `response_format`.
    public enum Format {
        JSON("json"),
        /// Says also how sure the model is; not every server and model has it.
        VERBOSE_JSON("verbose_json"),
        TEXT("text");

        private final String word;

        Format(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public RecogniserOptions {
        vocabulary = List.copyOf(vocabulary);
    }

    /// With the format that tells most of those that the model is known to have.
    public static RecogniserOptions of(String model, List<String> vocabulary) {
        return new RecogniserOptions(
                model, model.equals(VERBOSE_MODEL) ? Format.VERBOSE_JSON : Format.JSON, vocabulary);
    }

    /// The vocabulary as a sentence that might have come before; empty where there is none. Models
    /// read no more than about 200 tokens of it («prompt»).
    String prompt() {
        var words = new StringBuilder();
        for (var word : vocabulary) {
            if (words.length() + word.length() > LONGEST_PROMPT) {
                break;
            }
            words.append(words.isEmpty() ? "" : ", ").append(word);
        }
        return words.isEmpty() || takesNoPrompt() ? "" : words.append('.').toString();
    }

    /// «Diarize» models refuse one.
    private boolean takesNoPrompt() {
        return model.contains("diarize");
    }
}
