package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Expectation;
import io.centralita.app.eval.scenario.Expectation.Count;
import io.centralita.app.eval.scenario.Expectation.Limit;
import io.centralita.app.eval.scenario.Expectation.Source;
import io.centralita.app.eval.scenario.Expectation.What;
import io.centralita.app.eval.scenario.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What an expectation asks for, in words.
final class Wording {
    private Wording() {}

    static Note of(Expectation expectation) {
        return Note.of("expected", what(expectation.what()), limit(expectation.limit()));
    }

    private static Note what(What what) {
        return switch (what) {
            case What.Heard(var wordings) -> Note.of("heard", quoted(wordings));
            case What.NotHeard(var wordings) -> Note.of("not-heard", quoted(wordings));
            case What.Says(var any, var who) ->
                    Note.of("says." + who.name().toLowerCase(Locale.ROOT), words(any));
            case What.NotSays(var none) -> Note.of("not-says", words(none));
            case What.InOrder(var all) -> Note.of("in-order", words(all));
            case What.Understood(var any) -> Note.of("understood", words(any));
            case What.AnswersFrom(var source, var question) ->
                    source == Source.CLOCK
                            ? Note.of("answers-from.clock")
                            : Note.of("answers-from.network", question);
            case What.StopsWithin(var time) ->
                    Note.of("stops-within", Note.seconds(time.toMillis()));
            case What.Silence(var atMost) -> Note.of("silence", Note.seconds(atMost.toMillis()));
            case What.Tools tools -> tools(tools);
            case What.EndedBy(var any, var reason) ->
                    Note.of(
                            "ended-by",
                            String.join(" / ", any),
                            reason.isEmpty() ? "" : "(" + reason + ")");
            case What.NoRepeat() -> Note.of("no-repeat");
        };
    }

    private static Note tools(What.Tools tools) {
        var asked =
                List.of(tools.name(), tools.outcome(), tools.arguments()).stream()
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
        return Note.of("tools", count(tools.count()), asked.isEmpty() ? "*" : asked);
    }

    private static String count(Count count) {
        if (count.least() == count.most()) {
            return String.valueOf(count.least());
        }
        return count.most() == Integer.MAX_VALUE ? "≥ " + count.least() : "≤ " + count.most();
    }

    private static Note limit(Limit limit) {
        return switch (limit) {
            case Limit.None() -> Note.of("limit.none");
            case Limit.Within(var time) -> Note.of("limit.within", Note.seconds(time.toMillis()));
            case Limit.By(var sinceStart) ->
                    Note.of("limit.by", Note.seconds(sinceStart.toMillis()));
        };
    }

    static String quoted(List<String> texts) {
        return texts.stream().map(text -> "«" + text + "»").collect(Collectors.joining(" / "));
    }

    private static String words(List<Words> words) {
        return quoted(words.stream().map(Words::written).toList());
    }
}
