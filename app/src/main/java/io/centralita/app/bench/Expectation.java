package io.centralita.app.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a right answer says: one of several wordings, each right at some second of the time in
/// which the answer was made.
///
/// An answer that reads several routers may read them in different seconds, so its figures can lie
/// between those of the wordings: they may differ from the smallest and the largest by as much as
/// these differ from one another. Every other word must be right.
public record Expectation(Set<String> wordings) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:[.,][0-9]+)*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    public Expectation(Collection<String> wordings) {
        this(wordings.stream().map(Expectation::tidy).collect(Collectors.toUnmodifiableSet()));
    }

    public boolean allows(String answer) {
        var said = tidy(answer);
        return wordings.contains(said) || isBetween(said);
    }

    private boolean isBetween(String said) {
        var frame = frame(said);
        var alike = wordings.stream().filter(w -> frame(w).equals(frame)).toList();
        if (alike.isEmpty()) {
            return false;
        }
        var columns = alike.stream().map(Expectation::numbers).toList();
        var own = numbers(said);
        for (var i = 0; i < own.size(); i++) {
            var place = i;
            var known = columns.stream().map(row -> row.get(place)).sorted().toList();
            var least = known.getFirst();
            var most = known.getLast();
            var drift = most.subtract(least);
            if (own.get(i).compareTo(least.subtract(drift)) < 0
                    || own.get(i).compareTo(most.add(drift)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static String frame(String text) {
        return NUMBER.matcher(text).replaceAll("#");
    }

    private static List<BigDecimal> numbers(String text) {
        var found = new ArrayList<BigDecimal>();
        NUMBER.matcher(text).results().forEach(match -> found.add(value(match.group())));
        return found;
    }

    /// Three digits after a separator are thousands, in both languages.
    private static BigDecimal value(String written) {
        var whole = written.replaceAll("[.,](?=[0-9]{3}(?:[.,]|$))", "");
        return new BigDecimal(whole.replace(',', '.'));
    }

    private static String tidy(String text) {
        return SPACE.matcher(text.strip()).replaceAll(" ");
    }
}
