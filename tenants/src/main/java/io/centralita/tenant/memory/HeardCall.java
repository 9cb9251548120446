package io.centralita.tenant.memory;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A call that is over, as far as it was heard: what a summary is made from.
///
/// @param report the call's books
/// @param lines oldest first; nothing that was only sent
/// @param language of the summary
public record HeardCall(CallReport report, List<Line> lines, Locale language) {
    /// How much of a text is heard in a second: fewer characters than any voice speaks, so that of
    /// an interrupted sentence rather too little is taken for heard.
    private static final int CHARACTERS_A_SECOND = 10;

    /// The end of a call says more about it than its beginning.
    private static final int MOST_LINES = 200;

    public record Line(Who who, String text) {}

    public HeardCall {
        lines = List.copyOf(lines);
    }

    public static HeardCall of(CallReport report, Locale language) {
        var lines = new ArrayList<Line>();
        for (var turn : report.turns()) {
            var text = heard(turn);
            if (!text.isEmpty()) {
                lines.add(new Line(turn.who(), text));
            }
        }
        int from = Math.max(0, lines.size() - MOST_LINES);
        return new HeardCall(report, lines.subList(from, lines.size()), language);
    }

    private static String heard(Turn turn) {
        var text = turn.text().strip();
        if (turn.who() == Who.CALLER || !turn.interrupted()) {
            return text;
        }
        long most = Math.max(0, turn.endMs() - turn.startMs()) * CHARACTERS_A_SECOND / 1_000;
        if (most >= text.length()) {
            return text;
        }
        int end = text.lastIndexOf(' ', (int) most);
        return end <= 0 ? "" : text.substring(0, end).strip() + "…";
    }

    /// What the caller said, oldest first.
    public List<String> saidByCaller() {
        return lines.stream().filter(line -> line.who() == Who.CALLER).map(Line::text).toList();
    }
}
