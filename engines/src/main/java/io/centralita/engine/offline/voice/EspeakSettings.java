package io.centralita.engine.offline.voice;

/// How the embedded voice speaks.
///
/// @param latinAmerican true where Spanish without a country is spoken as in Latin America (es-419)
/// @param wordsPerMinute rate at speed 1; 100 to 300
public record EspeakSettings(boolean latinAmerican, int wordsPerMinute) {
    public static final EspeakSettings DEFAULTS = new EspeakSettings(true, 165);

    public EspeakSettings {
        if (wordsPerMinute < 100 || wordsPerMinute > 300) {
            throw new IllegalArgumentException(
                    "wordsPerMinute must be 100 to 300, not " + wordsPerMinute);
        }
    }
}
