package io.centralita.app.bench;

import io.centralita.app.text.Columns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A result for a terminal of 80 columns: figures one below the other, with what they are of beside
/// them; where so many do not fit beside each other, a line for each.
public final class FigureTable {
    private static final int GAP = 2;

    /// What is measured has at least so many columns beside its figures.
    private static final int LEAST_ROOM = 26;

    private static final int INDENT = 2;

    private FigureTable() {}

    /// No line is longer than [Columns#WIDTH], as long as no single word is.
    public static List<String> lines(Result result) {
        var widths = widths(result);
        int room = Columns.WIDTH - widths.stream().mapToInt(width -> width + GAP).sum();
        return room < LEAST_ROOM ? stacked(result) : beside(result, widths, room);
    }

    private static boolean hasColumns(Result result) {
        return result.columns().size() > 1;
    }

    private static List<Integer> widths(Result result) {
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < result.columns().size(); i++) {
            int column = i;
            int widest =
                    result.rows().stream()
                            .mapToInt(row -> row.figures().get(column).length())
                            .max()
                            .orElse(0);
            widths.add(
                    hasColumns(result)
                            ? Math.max(widest, result.columns().get(i).length())
                            : widest);
        }
        return widths;
    }

    private static List<String> beside(Result result, List<Integer> widths, int most) {
        int longest = result.rows().stream().mapToInt(row -> row.what().length()).max().orElse(0);
        int room = Math.min(most, longest);
        var lines = new ArrayList<String>();
        if (hasColumns(result)) {
            lines.add(line("", result.columns(), widths, room));
        }
        for (var row : result.rows()) {
            var what = wrap(row.what(), room);
            lines.add(line(what.getFirst(), row.figures(), widths, room));
            lines.addAll(what.subList(1, what.size()));
        }
        return lines;
    }

    /// Lines of a width; those after the first are indented.
    private static List<String> wrap(String text, int width) {
        int taken = Columns.WIDTH - width;
        var wrapped = Columns.wrap(text, taken, taken + INDENT);
        var lines = new ArrayList<String>();
        lines.add(wrapped.getFirst());
        wrapped.stream().skip(1).map(line -> " ".repeat(INDENT) + line).forEach(lines::add);
        return lines;
    }

    private static String line(String what, List<String> figures, List<Integer> widths, int room) {
        var line = new StringBuilder(padded(what, room));
        for (int i = 0; i < figures.size(); i++) {
            line.append(" ".repeat(GAP)).append(padded(figures.get(i), widths.get(i)));
        }
        return line.toString().stripTrailing();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static List<String> stacked(Result result) {
        int width = result.columns().stream().mapToInt(String::length).max().orElse(0);
        var names =
                hasColumns(result)
                        ? result.columns().stream().map(name -> padded(name, width) + "  ").toList()
                        : Collections.nCopies(result.columns().size(), "");
        var lines = new ArrayList<String>();
        for (var row : result.rows()) {
            lines.addAll(wrap(row.what(), Columns.WIDTH));
            for (int i = 0; i < names.size(); i++) {
                var head = " ".repeat(INDENT) + names.get(i);
                var wrapped = Columns.wrap(row.figures().get(i), head.length(), head.length());
                lines.add((head + wrapped.getFirst()).stripTrailing());
                wrapped.stream()
                        .skip(1)
                        .map(line -> " ".repeat(head.length()) + line)
                        .forEach(lines::add);
            }
        }
        return lines;
    }
}
