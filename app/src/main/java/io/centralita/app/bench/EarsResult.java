package io.centralita.app.bench;

import io.centralita.app.bench.Result.Row;
import io.centralita.engine.offline.ears.EarsBench;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How well the offline recogniser hears, in both languages.
public final class EarsResult {
    public static final List<Locale> LANGUAGES = List.of(Locale.of("es"), Locale.ENGLISH);

    private EarsResult() {}

    /// @param progress a line for each voice
    public static Result measure(PrintStream progress)
            throws RecognitionException, IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        for (var language : LANGUAGES) {
            var report = EarsBench.run(language, progress);
            for (var row : report.rows()) {
                var line = report.language() + ", " + row.line() + ": ";
                rows.add(
                        new Row(
                                line + "questions heard rightly",
                                percent(row.understood()) + " of " + row.questions()));
                rows.add(new Row(line + "heard as another question", percent(row.wrong())));
                rows.add(
                        new Row(
                                line + "other sentences turned down",
                                percent(row.rejected()) + " of " + row.others()));
                rows.add(
                        new Row(
                                line + "end of speech → text, p50 / p95",
                                "%.0f / %.0f ms".formatted(row.p50Ms(), row.p95Ms())));
            }
        }
        return new Result(
                "Ears",
                "./centralita bench ears --markdown",
                "Supported questions spoken by espeak-ng voices that the model was not fitted to,"
                        + " over an 8 kHz μ-law line, quiet and with white noise at 20 dB, and"
                        + " over a wide (16 kHz) quiet one. Thresholds were chosen with the"
                        + " «tuning» sentences, not with the «held out» ones. Human voices were"
                        + " never measured.",
                rows,
                true);
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }
}
