package io.centralita.app.matrix;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A call in words, for those who look for what went wrong.
final class Transcript {
    private Transcript() {}

    static String of(Outcome outcome) {
        var said =
                outcome.said().stream()
                        .map(
                                one ->
                                        Map.entry(
                                                one.fromMs(),
                                                "%d–%d ms CALLER «%s»"
                                                        .formatted(
                                                                one.fromMs(),
                                                                one.toMs(),
                                                                one.text())));
        var heard = outcome.heard().stream().map(one -> Map.entry(one.fromMs, one.toString()));
        var fault = Stream.of(Map.entry(outcome.struckMs(), outcome.struckMs() + " ms the fault"));
        return Stream.of(said, heard, fault)
                        .flatMap(all -> all)
                        .sorted(Comparator.comparingLong(Map.Entry::getKey))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining("\n", "\n", "\n"))
                + outcome.endedMs()
                + " ms "
                + (outcome.end() == null ? "the caller hangs up" : outcome.end());
    }
}
