package io.centralita.tool.mcp;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The data of server-sent events, event by event (WHATWG HTML §9.2.6). Names, ids and comments are
/// of no interest here; an event without data is none.
final class EventStream {
    private final Lines lines;
    private final int longest;

    /// @param longest characters of an event's data
    EventStream(InputStream in, int longest) {
        this.lines = new Lines(in, longest);
        this.longest = longest;
    }

    /// The next event's data; null at the end of the stream, an event that is cut off included.
    @Nullable String next() throws IOException {
        var data = new StringBuilder();
        boolean any = false;
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.isEmpty()) {
                if (any && !data.toString().isBlank()) {
                    return data.toString();
                }
                data.setLength(0);
                any = false;
            } else if (line.startsWith("data:")) {
                if (any) {
                    data.append('\n');
                }
                any = true;
                data.append(line, line.startsWith("data: ") ? 6 : 5, line.length());
                if (data.length() > longest) {
                    throw new Lines.TooLong(longest);
                }
            }
        }
        return null;
    }
}
