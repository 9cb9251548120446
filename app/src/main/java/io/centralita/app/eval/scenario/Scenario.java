package io.centralita.app.eval.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One call as somebody wrote it down, checked.
///
/// @param file it was read from
/// @param language of caller and assistant
/// @param server settings of the server that is started for it, by name (`SILENCE_BUDGET`), as an
///   operator writes them
/// @param steps what the caller does, in order; at least one
/// @param expectations of the whole call
public record Scenario(
        Path file,
        String name,
        String description,
        Locale language,
        Map<String, String> server,
        Caller caller,
        List<Step> steps,
        List<Expectation> expectations) {
    public Scenario {
        server = Map.copyOf(server);
        steps = List.copyOf(steps);
        expectations = List.copyOf(expectations);
    }

    /// Who calls.
    ///
    /// @param from the caller's number
    /// @param to the dialled one
    /// @param voice of the caller, by espeak-ng's name; empty for the language's own
    /// @param speed 1 is normal, 0.5 to 2
    public record Caller(String from, String to, String voice, double speed) {
        public static final Caller STANDARD = new Caller("+34600000146", "+34900000146", "", 1);
    }

    /// The file's name without its ending.
    public String id() {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
