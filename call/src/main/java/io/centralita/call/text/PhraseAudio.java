package io.centralita.call.text;

import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sentences that are audio before they are needed. Looking one up needs no model, no network and
/// no disk, and never blocks.
public interface PhraseAudio {
    /// The sentence in the given format, or empty where it was never rendered.
    Optional<byte[]> find(String text, Locale language, AudioFormat format);

    /// Several supplies as one: the first that has a sentence is taken.
    static PhraseAudio firstOf(List<PhraseAudio> supplies) {
        var order = List.copyOf(supplies);
        return (text, language, format) ->
                order.stream()
                        .flatMap(each -> each.find(text, language, format).stream())
                        .findFirst();
    }
}
