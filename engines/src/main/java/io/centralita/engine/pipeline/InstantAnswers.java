package io.centralita.engine.pipeline;

import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.ResourceBundle;

/// What is said at once to a caller who speaks while tools run (D2), from the resources
/// `meanwhile`: natural sentences without repetition, each with how much is still running. One a
/// call; confined to the answering thread.
final class InstantAnswers {
    private final Locale language;
    private final ResourceBundle texts;
    private final Random random;
    private final Map<Remark, SentencePool> pools = new EnumMap<>(Remark.class);
    private final SentencePool cancelled;

    /// @param seed of the order in which the sentences come
    InstantAnswers(Locale language, long seed) {
        this.language = language.getLanguage().equals("en") ? Locale.ENGLISH : Locale.of("es");
        this.texts = PipelineTexts.bundle("meanwhile", language);
        this.random = new Random(seed);
        this.cancelled = pool("cancelled");
    }

    /// @param running how many tools, at least one
    String to(Remark remark, int running) {
        var pool = pools.computeIfAbsent(remark, kind -> pool(kind.key()));
        return format(pool.next(), format(texts.getString("running"), running));
    }

    /// @param dropped how many lookups, at least one
    String cancelled(int dropped) {
        return format(cancelled.next(), dropped);
    }

    private SentencePool pool(String key) {
        return new SentencePool(PipelineTexts.wordings(texts, key), random);
    }

    private String format(String pattern, Object argument) {
        return new MessageFormat(pattern, language).format(new Object[] {argument});
    }
}
