package io.centralita.app.eval;

import io.centralita.app.eval.Timetable.Deed;
import io.centralita.app.eval.scenario.Expectation.Who;
import io.centralita.app.eval.scenario.Words;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the books say was said, as far as the recording bears it out.
final class Transcripts {
    /// The switchboard's times and the caller's differ by the way of the audio between them.
    private static final long SKEW_MS = 100;

    /// Where the caller's turn may lie beside his speech.
    private static final long HEARING_MS = 1_000;

    /// Less sound than this is not the turn that the books name.
    private static final double LEAST_SOUND = 0.3;

    private final Evidence evidence;
    private final Sounds sounds;

    Transcripts(Evidence evidence, Sounds sounds) {
        this.evidence = evidence;
        this.sounds = sounds;
    }

    /// What was said to its end from a time on, and can be heard.
    List<Turn> heard(long fromMs) {
        return evidence.books().said().stream()
                .filter(turn -> !turn.interrupted())
                .filter(turn -> turn.startMs() >= fromMs - SKEW_MS)
                .filter(this::isAudible)
                .toList();
    }

    /// Everything that was said from a time on, for people to read.
    List<Turn> said(long fromMs) {
        return evidence.books().said().stream()
                .filter(turn -> turn.endMs() >= fromMs - SKEW_MS)
                .toList();
    }

    /// The first turn with such words.
    Optional<Turn> find(List<Words> any, Who who, long fromMs) {
        return heard(fromMs).stream()
                .filter(turn -> fits(turn, who))
                .filter(turn -> any.stream().anyMatch(words -> words.in(turn.text())))
                .findFirst();
    }

    /// The words that do not come after those before them; empty where all do.
    Optional<Words> outOfOrder(List<Words> all, Window window) {
        var text =
                Words.tidy(
                        heard(window.fromMs()).stream()
                                .filter(turn -> turn.startMs() <= window.latestMs())
                                .map(Turn::text)
                                .collect(Collectors.joining(" ")));
        var at = 0;
        for (var words : all) {
            var end = words.endIn(text, at);
            if (end.isEmpty()) {
                return Optional.of(words);
            }
            at = end.getAsInt();
        }
        return Optional.empty();
    }

    /// What the switchboard took the caller's words for.
    ///
    /// @param deed of the step; empty for the whole call
    String understood(Optional<Deed> deed) {
        return evidence.books().understood().stream()
                .filter(turn -> deed.isEmpty() || overlaps(turn, deed.get()))
                .map(Turn::text)
                .collect(Collectors.joining(" "));
    }

    private static boolean overlaps(Turn turn, Deed deed) {
        return turn.endMs() >= deed.startMs()
                && turn.startMs() <= deed.endMs()
                && turn.endMs() <= deed.endMs() + HEARING_MS;
    }

    private boolean isAudible(Turn turn) {
        var length = turn.endMs() - turn.startMs();
        return length > 0
                && sounds.audibleMs(turn.startMs(), turn.endMs() + SKEW_MS) >= LEAST_SOUND * length;
    }

    private static boolean fits(Turn turn, Who who) {
        return switch (who) {
            case ANYBODY -> true;
            case ASSISTANT -> turn.who() == CallReport.Who.ASSISTANT;
            case SWITCHBOARD -> turn.who() == CallReport.Who.SWITCHBOARD;
        };
    }
}
