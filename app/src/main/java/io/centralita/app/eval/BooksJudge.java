package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Expectation.What;
import io.centralita.app.eval.scenario.Words;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.ToolUse;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Judges what the report says of the call as a whole.
final class BooksJudge {
    /// Where a turn ends in the books, another take of it could begin.
    private static final long AFTER_MS = 200;

    /// Shorter ones are found in other words as well.
    private static final int SHORTEST = 20;

    private final Evidence evidence;
    private final RecordingJudge recordings;

    BooksJudge(Evidence evidence, RecordingJudge recordings) {
        this.evidence = evidence;
        this.recordings = recordings;
    }

    Found tools(What.Tools wanted) {
        var fitting = evidence.books().tools().stream().filter(use -> fits(use, wanted)).count();
        var all =
                evidence.books().tools().stream()
                        .map(use -> use.name() + " " + use.outcome() + " " + use.arguments())
                        .collect(Collectors.joining("; "));
        return new Found(
                wanted.count().allows(Math.toIntExact(fitting)),
                all.isEmpty() ? Note.of("found.no-tools") : Note.of("found.tools", all));
    }

    private static boolean fits(ToolUse use, What.Tools wanted) {
        return (wanted.name().isEmpty() || wanted.name().equals(use.name()))
                && (wanted.outcome().isEmpty() || wanted.outcome().equals(use.outcome()))
                && use.arguments().contains(wanted.arguments());
    }

    Found endedBy(What.EndedBy wanted) {
        var books = evidence.books();
        return new Found(
                wanted.any().contains(books.endedBy())
                        && (wanted.reason().isEmpty() || wanted.reason().equals(books.reason())),
                Note.of("found.ended-by", books.endedBy(), books.reason()));
    }

    /// The assistant says nothing twice in the call, the switchboard nothing twice running; and
    /// nothing that the books name once is heard twice.
    Found noRepeat() throws SynthesisException, InterruptedException {
        var said = evidence.books().said();
        var repeated = writtenTwice(said);
        if (repeated.isEmpty()) {
            repeated = heardTwice(said);
        }
        return repeated.map(turn -> new Found(false, Note.of("found.twice", turn.text())))
                .orElse(new Found(true, Note.of("found.no-repeat")));
    }

    private static Optional<Turn> writtenTwice(List<Turn> said) {
        var texts = new HashSet<String>();
        var before = "";
        for (var turn : said) {
            var text = Words.plain(turn.text());
            var again =
                    turn.who() == CallReport.Who.ASSISTANT ? !texts.add(text) : text.equals(before);
            if (again && !text.isEmpty()) {
                return Optional.of(turn);
            }
            before = text;
        }
        return Optional.empty();
    }

    private Optional<Turn> heardTwice(List<Turn> said)
            throws SynthesisException, InterruptedException {
        for (var i = 0; i < said.size(); i++) {
            var turn = said.get(i);
            var text = Words.plain(turn.text());
            var later = said.subList(i + 1, said.size());
            if (turn.interrupted()
                    || text.length() < SHORTEST
                    || later.stream().anyMatch(t -> Words.plain(t.text()).contains(text))) {
                continue;
            }
            var length = evidence.times().lengthMs();
            var after = new Window(turn.endMs() + AFTER_MS, length, length);
            if (recordings.find(evidence.heard(), List.of(turn.text()), after).heard()) {
                return Optional.of(turn);
            }
        }
        return Optional.empty();
    }
}
