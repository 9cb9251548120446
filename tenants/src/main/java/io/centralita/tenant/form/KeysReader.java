package io.centralita.tenant.form;

import io.centralita.call.reception.KeyMenu;
import io.centralita.call.transfer.Destination;
import io.centralita.tenant.profile.KeyAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads `keys`: what single keys of the telephone do.
final class KeysReader {
    private static final int MOST_KEYS = 16;
    private static final int LONGEST_TEXT = 500;

    private final Findings findings;

    KeysReader(Findings findings) {
        this.findings = findings;
    }

    /// @param people whom callers may be put through to; empty where that is for the house to say
    Map<Character, KeyAction> read(Part tenant, List<Destination> people) {
        var keys = new TreeMap<Character, KeyAction>();
        tenant.entries("keys", MOST_KEYS)
                .forEach(
                        (name, item) -> {
                            if (name.length() != 1 || !KeyMenu.isKey(name.charAt(0))) {
                                findings.add(item, "key");
                            } else {
                                action(item, people)
                                        .ifPresent(action -> keys.put(name.charAt(0), action));
                            }
                        });
        return keys;
    }

    private Optional<KeyAction> action(Item item, List<Destination> people) {
        if (!item.node().isMapping()) {
            findings.add(item, "key.action");
            return Optional.empty();
        }
        var part = Part.of(findings, item, List.of("transfer", "say"));
        boolean transfers = part.find("transfer").isPresent();
        if (transfers == part.find("say").isPresent()) {
            findings.add(item, "key.action");
            return Optional.empty();
        }
        if (!transfers) {
            return Optional.of(part.needed("say", LONGEST_TEXT))
                    .filter(text -> !text.isEmpty())
                    .map(KeyAction.Say::new);
        }
        var name = part.needed("transfer", 100);
        var at = part.find("transfer").orElse(item);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!Destination.isName(name)) {
            findings.add(at, "transfer.name", name);
            return Optional.empty();
        }
        if (!people.isEmpty()
                && people.stream().noneMatch(one -> one.name().equalsIgnoreCase(name))) {
            findings.add(
                    at,
                    "transfer.unknown",
                    name,
                    String.join(", ", people.stream().map(Destination::name).toList()));
            return Optional.empty();
        }
        return Optional.of(new KeyAction.Transfer(name));
    }
}
