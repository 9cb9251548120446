package io.centralita.tenant.instructions;

import io.centralita.tenant.instructions.Selection.Excerpt;
import io.centralita.tenant.instructions.Selection.LeftOut;
import io.centralita.tenant.profile.Knowledge;
import io.centralita.tenant.profile.Relevance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Chooses what goes in where not everything has room: the least relevant is left out first, of
/// what is equally relevant that which has nothing to do with this caller's earlier calls, then the
/// longest. Texts that would have to go keep their first sentences where those fit.
final class Selector {
    /// A beginning shorter than this says nothing.
    private static final int LEAST_BEGINNING = 40;

    /// Shorter words are in every text.
    private static final Pattern WORD = Pattern.compile("\\p{L}{5,}");

    private static final Comparator<Piece> FIRST_OUT =
            Comparator.comparing(Piece::relevance)
                    .thenComparing(Piece::words)
                    .thenComparing(Comparator.comparingInt(Piece::tokens).reversed())
                    .thenComparing(Piece::kind)
                    .thenComparing(Comparator.comparingInt(Piece::place).reversed());

    private final Knowledge knowledge;
    private final Locale language;
    private final List<Piece> pieces = new ArrayList<>();
    private final Map<Piece, String> texts = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private int tokens;

    private Selector(String information, Knowledge knowledge, Locale language, KnownCaller caller) {
        this.knowledge = knowledge;
        this.language = language;
        var about = words(String.join(" ", caller.summaries()) + " " + caller.notes());
        if (!information.isEmpty()) {
            pieces.add(piece(Piece.Kind.INFORMATION, 0, "", information, Relevance.HIGH, about));
        }
        for (int i = 0; i < knowledge.faqs().size(); i++) {
            var faq = knowledge.faqs().get(i);
            pieces.add(Piece.of(faq, i, shared(faq.question(), about)));
        }
        for (int i = 0; i < knowledge.context().size(); i++) {
            var text = knowledge.context().get(i);
            pieces.add(
                    piece(
                            Piece.Kind.CONTEXT,
                            i,
                            text.name(),
                            text.text(),
                            text.relevance(),
                            about));
        }
    }

    static Selection select(
            String information, Knowledge knowledge, Locale language, KnownCaller caller) {
        return new Selector(information, knowledge, language, caller).select();
    }

    private static Piece piece(
            Piece.Kind kind,
            int place,
            String name,
            String text,
            Relevance relevance,
            Set<String> about) {
        return new Piece(
                kind, place, name, text, relevance, Tokens.estimate(text), shared(text, about));
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static int shared(String text, Set<String> about) {
        if (about.isEmpty()) {
            return 0;
        }
        var shared = words(text);
        shared.retainAll(about);
        return shared.size();
    }

    private Selection select() {
        pieces.forEach(piece -> texts.put(piece, piece.text()));
        tokens = pieces.stream().mapToInt(Piece::tokens).sum();
        for (var piece : pieces.stream().sorted(FIRST_OUT).toList()) {
            if (tokens <= knowledge.budget()) {
                break;
            }
            leaveOut(piece);
        }
        var context =
                in(Piece.Kind.CONTEXT).stream()
                        .map(piece -> new Excerpt(piece.name(), textOf(piece), isAbridged(piece)))
                        .toList();
        return new Selection(
                in(Piece.Kind.INFORMATION).stream().map(this::textOf).findFirst().orElse(""),
                in(Piece.Kind.FAQ).stream().map(Piece::place).toList(),
                context,
                leftOut,
                tokens,
                knowledge.budget());
    }

    private void leaveOut(Piece piece) {
        tokens -= piece.tokens();
        var room = knowledge.budget() - tokens;
        var beginning =
                piece.divisible() && room >= LEAST_BEGINNING
                        ? Sentences.beginning(piece.text(), room, language)
                        : "";
        if (beginning.isEmpty()) {
            texts.remove(piece);
        } else {
            texts.put(piece, beginning);
            tokens += Tokens.estimate(beginning);
        }
        leftOut.add(new LeftOut(path(piece), piece.name(), piece.tokens(), !beginning.isEmpty()));
    }

    private static String path(Piece piece) {
        return switch (piece.kind()) {
            case FAQ -> "faqs[" + piece.place() + "]";
            case CONTEXT -> "context[" + piece.place() + "]";
            case INFORMATION -> "information";
        };
    }

    private List<Piece> in(Piece.Kind kind) {
        return pieces.stream()
                .filter(piece -> piece.kind() == kind && texts.containsKey(piece))
                .toList();
    }

    private String textOf(Piece piece) {
        return texts.getOrDefault(piece, "");
    }

    private boolean isAbridged(Piece piece) {
        return !textOf(piece).equals(piece.text());
    }
}
