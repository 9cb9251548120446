package io.centralita.engine.chat;

/// Keeps back what a model thinks aloud before it answers. Servers without a parser for it leave
/// `<think>…</think>` at the beginning of the text; anywhere else it is text.
final class ThoughtFilter {
    private static final String OPENING = "<think>";
    private static final String CLOSING = "</think>";

    private enum Place {
        BEGINNING,
        THINKING,
        ANSWER
    }

    private Place place = Place.BEGINNING;
    private final StringBuilder kept = new StringBuilder();

    /// @return what of it is meant for the caller
    String pass(String delta) {
        if (place == Place.ANSWER) {
            return delta;
        }
        kept.append(delta);
        if (place == Place.BEGINNING) {
            var begun = kept.toString().stripLeading();
            if (OPENING.startsWith(begun)) {
                return "";
            }
            place = begun.startsWith(OPENING) ? Place.THINKING : Place.ANSWER;
        }
        return place == Place.ANSWER ? release(0) : afterThought();
    }

    private String afterThought() {
        int end = kept.indexOf(CLOSING);
        if (end < 0) {
            // The closing tag may be cut; nothing before it is needed.
            kept.delete(0, Math.max(0, kept.length() - CLOSING.length()));
            return "";
        }
        place = Place.ANSWER;
        return release(end + CLOSING.length()).stripLeading();
    }

    /// What is left when the reply is over: a text that only began like a thought.
    String end() {
        return place == Place.BEGINNING ? release(0) : "";
    }

    private String release(int from) {
        var text = kept.substring(from);
        kept.setLength(0);
        return text;
    }
}
