package io.centralita.app.eval.scenario;

import io.centralita.app.settings.Kind;
import io.centralita.app.text.Messages;
import java.nio.file.Path;
import java.util.List;

/// Something in a scenario file that has to be mended.
///
/// @param line from 1; 0 for the file as a whole
/// @param key of the message, which says what would be right
public record Fault(Path file, int line, String key, List<Object> arguments) {
    public String text(Messages messages) {
        var words =
                arguments.stream()
                        .map(part -> part instanceof Kind<?> kind ? kind.describe(messages) : part)
                        .toArray();
        var place = line > 0 ? file + ":" + line : file.toString();
        return place + ": " + messages.text(key, words);
    }
}
