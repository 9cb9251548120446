package io.centralita.engine.phrase;

import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.util.Locale;

/// Somebody who can say single sentences, word for word, before they are needed: a model, for
/// example, so that callers hear one voice all through the call.
public interface PhraseVoice {
    /// Which voice it is, model included: what was rendered is kept as long as this stays the same.
    String name();

    boolean speaks(Locale language);

    /// Says one sentence. May take as long as a network does.
    ///
    /// @throws IOException when it cannot be had; the next one may be tried all the same
    Rendered say(String text, Locale language) throws IOException, InterruptedException;

    /// What was said.
    record Rendered(byte[] audio, AudioFormat format) {}
}
