package io.centralita.app.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The matrix in docs/silence.md: one table an engine, between two marks.
final class MatrixPage {
    private static final String BEGIN = "<!-- written by FaultMatrixTest -->";
    private static final String END = "<!-- end of what FaultMatrixTest wrote -->";

    private final Map<Cell, Verdict> verdicts;
    private final List<String> notes = new ArrayList<>();

    MatrixPage(Map<Cell, Verdict> verdicts) {
        this.verdicts = verdicts;
    }

    void writeInto(Path file) throws IOException {
        var page = Files.readString(file);
        var from = page.indexOf(BEGIN) + BEGIN.length();
        var to = page.indexOf(END);
        Files.writeString(
                file, page.substring(0, from) + "\n\n" + text() + "\n" + page.substring(to));
    }

    String text() {
        var text = new StringBuilder();
        long good = verdicts.values().stream().filter(one -> one.problems().isEmpty()).count();
        text.append("%d of %d cells are as they should be.\n".formatted(good, verdicts.size()));
        for (var engine : EngineKind.values()) {
            text.append("\n### ").append(engine.words()).append("\n\n");
            text.append("| fault |");
            Arrays.stream(Moment.values())
                    .forEach(one -> text.append(' ').append(one.words()).append(" |"));
            text.append("\n|---").append("|---".repeat(Moment.values().length)).append("|\n");
            for (var fault : Fault.values()) {
                row(fault, engine, text);
            }
        }
        notes(text);
        return text.toString();
    }

    private void row(Fault fault, EngineKind engine, StringBuilder text) {
        var cells =
                Arrays.stream(Moment.values()).map(one -> new Cell(fault, one, engine)).toList();
        text.append("| ").append(fault.words()).append(" |");
        for (var cell : cells) {
            text.append(' ').append(figure(cell)).append(" |");
        }
        text.append('\n');
    }

    private String figure(Cell cell) {
        var verdict = verdicts.get(cell);
        if (verdict == null) {
            return "–";
        }
        var seconds = "%.1f".formatted(verdict.deadAir().toMillis() / 1e3);
        if (verdict.problems().isEmpty()) {
            return seconds;
        }
        notes.add(cell.words() + ": " + String.join("; ", verdict.problems()));
        return "**" + seconds + "** [" + notes.size() + "]";
    }

    private void notes(StringBuilder text) {
        if (!notes.isEmpty()) {
            text.append("\nNot as they should be:\n\n");
            for (int i = 0; i < notes.size(); i++) {
                text.append("%d. %s\n".formatted(i + 1, notes.get(i)));
            }
        }
        var reasons = new LinkedHashMap<String, Integer>();
        Cell.all()
                .forEach(
                        cell ->
                                cell.impossible()
                                        .ifPresent(why -> reasons.merge(why, 1, Integer::sum)));
        text.append("\nA dash stands where a cell cannot occur:\n\n");
        reasons.forEach((why, cells) -> text.append("- %s (%d cells)\n".formatted(why, cells)));
    }
}
