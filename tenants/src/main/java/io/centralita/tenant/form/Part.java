package io.centralita.tenant.form;

import io.centralita.tenant.document.NearestName;
import io.centralita.tenant.form.TenantProblem.Right;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One mapping of a document, read field by field; what is wrong is noted with its path, and the
/// rest is read on.
final class Part {
    private final Findings findings;
    private final Item item;

    private Part(Findings findings, Item item) {
        this.findings = findings;
        this.item = item;
    }

    /// @param known names of its fields; others are problems
    /// @return without any fields where it is no mapping
    static Part of(Findings findings, Item item, List<String> known) {
        if (!item.node().isMapping()) {
            findings.add(item, "mapping", String.join(", ", known));
            return new Part(findings, item);
        }
        item.node()
                .fields()
                .forEach(
                        (name, value) -> {
                            if (!known.contains(name)) {
                                unknown(findings, item.field(name, value), name, known);
                            }
                        });
        return new Part(findings, item);
    }

    private static void unknown(Findings findings, Item at, String name, List<String> known) {
        var nearest = NearestName.of(name, known);
        findings.add(
                at,
                nearest.isPresent() ? "unknown.nearest" : "unknown",
                nearest.orElse(String.join(", ", known)));
    }

    Item item() {
        return item;
    }

    Optional<Item> find(String name) {
        var found = item.node().fields().get(name);
        return found == null || found.json().isNull()
                ? Optional.empty()
                : Optional.of(item.field(name, found));
    }

    /// A part of this one.
    Optional<Part> part(String name, List<String> known) {
        return find(name).map(found -> of(findings, found, known));
    }

    /// Empty where there is none.
    String text(String name, int longest) {
        return find(name).map(found -> text(found, longest)).orElse("");
    }

    /// Likewise, and its lack is a problem.
    String needed(String name, int longest) {
        var text = text(name, longest);
        if (find(name).isEmpty()) {
            findings.add(item, "needed", name);
        } else if (text.isEmpty()) {
            find(name).filter(Item::isValue).ifPresent(at -> findings.add(at, "empty"));
        }
        return text;
    }

    private String text(Item found, int longest) {
        if (!found.isValue()) {
            findings.add(found, "wrong", found.quote(), Right.of("text"));
            return "";
        }
        var text = found.text();
        if (text.length() > longest) {
            findings.add(found, "long", longest, text.length());
            return "";
        }
        return text;
    }

    /// @param parser empty for what is not right
    <T> Optional<T> value(String name, Function<String, Optional<T>> parser, Right right) {
        return find(name).flatMap(found -> value(found, parser, right));
    }

    <T> Optional<T> value(Item found, Function<String, Optional<T>> parser, Right right) {
        var value = found.isValue() ? parser.apply(found.text()) : Optional.<T>empty();
        if (value.isEmpty()) {
            findings.add(found, "wrong", found.quote(), right);
        }
        return value;
    }

    /// One of a few words.
    ///
    /// @param words each value's word in documents
    <E extends Enum<E>> Optional<E> word(String name, E[] values, Function<E, String> words) {
        var known = List.of(values).stream().map(words).toList();
        return value(
                name,
                text ->
                        List.of(values).stream()
                                .filter(value -> words.apply(value).equals(text))
                                .findFirst(),
                Right.of("word", String.join(", ", known)));
    }

    Optional<Integer> number(String name, int least, int most) {
        return value(
                name,
                text -> {
                    try {
                        return Optional.of(Integer.parseInt(text))
                                .filter(number -> number >= least && number <= most);
                    } catch (NumberFormatException _) {
                        return Optional.empty();
                    }
                },
                Right.of("number", String.valueOf(least), String.valueOf(most)));
    }

    Optional<Boolean> flag(String name) {
        return value(
                name,
                text ->
                        switch (text) {
                            case "true", "yes", "sí", "si", "on" -> Optional.of(true);
                            case "false", "no", "off" -> Optional.of(false);
                            default -> Optional.empty();
                        },
                Right.of("flag"));
    }

    /// More than nothing, without needless zeros.
    Optional<BigDecimal> amount(String name) {
        return value(name, Part::parseAmount, Right.of("amount"));
    }

    private static Optional<BigDecimal> parseAmount(String text) {
        try {
            var amount = new BigDecimal(text).stripTrailingZeros();
            return amount.signum() > 0 && amount.precision() <= 12 && Math.abs(amount.scale()) <= 9
                    ? Optional.of(amount.scale() < 0 ? amount.setScale(0) : amount)
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// The elements of a list; what is no list is its only element.
    List<Item> items(String name, int most) {
        var found = find(name);
        return found.isEmpty() ? List.of() : items(found.get(), most);
    }

    List<Item> items(Item found, int most) {
        if (!found.node().isList()) {
            return List.of(found);
        }
        var elements = found.node().items();
        if (elements.size() > most) {
            findings.add(found, "many", most, elements.size());
        }
        var items = new ArrayList<Item>();
        for (int i = 0; i < Math.min(most, elements.size()); i++) {
            items.add(found.element(i, elements.get(i)));
        }
        return items;
    }

    /// The fields of a mapping whose names are free.
    Map<String, Item> entries(String name, int most) {
        var found = find(name);
        if (found.isEmpty()) {
            return Map.of();
        }
        var fields = found.get().node().fields();
        if (!found.get().node().isMapping()) {
            findings.add(found.get(), "mapping.free");
        } else if (fields.size() > most) {
            findings.add(found.get(), "many", most, fields.size());
            return Map.of();
        }
        var entries = new LinkedHashMap<String, Item>();
        fields.forEach((key, value) -> entries.put(key, found.get().field(key, value)));
        return entries;
    }
}
