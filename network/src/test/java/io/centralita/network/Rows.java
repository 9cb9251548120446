package io.centralita.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The table of questions that others wrote down as callers would say them.
record Rows(String question, String kind, String router, String interfaceName, String detail) {
    static List<Rows> of(String language) throws IOException {
        var rows = new ArrayList<Rows>();
        var name = "/questions/" + language + ".tsv";
        try (var in = Objects.requireNonNull(Rows.class.getResourceAsStream(name), name)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (var line : text.lines().skip(1).filter(l -> !l.isBlank()).toList()) {
                var cells = line.split("\t", -1);
                rows.add(
                        new Rows(
                                cells[0],
                                cells[1],
                                cell(cells, 2),
                                cell(cells, 3),
                                cell(cells, 4)));
            }
        }
        return rows;
    }

    private static String cell(String[] cells, int i) {
        return i < cells.length ? cells[i].strip() : "";
    }
}
