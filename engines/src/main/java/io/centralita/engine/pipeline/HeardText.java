package io.centralita.engine.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The sentences of one utterance and how long each sounds, to tell which words a caller has heard
/// when it was cut. Confined to the answering thread.
final class HeardText {
    private static final class Sentence {
        private final String text;
        private long nanos;

        Sentence(String text) {
            this.text = text;
        }
    }

    private final List<Sentence> sentences = new ArrayList<>();

    void begin(String sentence) {
        sentences.add(new Sentence(sentence));
    }

    /// More audio of the sentence that was begun last.
    void sounds(long nanos) {
        sentences.getLast().nanos += nanos;
    }

    String whole() {
        return String.join(" ", sentences.stream().map(sentence -> sentence.text).toList());
    }

    /// What was heard by then: whole sentences, and of the one that was cut the words in proportion
    /// to its audio.
    String until(Duration heard) {
        long left = heard.toNanos();
        var words = new ArrayList<String>();
        for (var sentence : sentences) {
            if (left <= 0) {
                break;
            }
            words.add(
                    left >= sentence.nanos
                            ? sentence.text
                            : part(sentence.text, (double) left / sentence.nanos));
            left -= sentence.nanos;
        }
        return String.join(" ", words).strip();
    }

    private static String part(String text, double share) {
        int length = (int) (text.length() * share);
        int end = text.lastIndexOf(' ', length);
        return end < 0 ? "" : text.substring(0, end);
    }
}
