package io.centralita.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text for a terminal of 80 columns.
public final class Columns {
    public static final int WIDTH = 80;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Columns() {}

    /// Breaks text between words. A word longer than a line stands alone.
    ///
    /// @param firstIndent columns already taken on the first line
    /// @param indent columns taken on the following ones
    /// @return at least one line, without the indents
    public static List<String> wrap(String text, int firstIndent, int indent) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        var room = WIDTH - firstIndent;
        for (var word : SPACE.splitAsStream(text.strip()).toList()) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
                room = WIDTH - indent;
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
