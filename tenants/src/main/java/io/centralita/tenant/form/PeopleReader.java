package io.centralita.tenant.form;

import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.tenant.form.TenantProblem.Right;
import io.centralita.tenant.number.PhoneNumbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `transfers`: whom callers may be put through to.
final class PeopleReader {
    private static final int MOST = 50;
    private static final List<String> WHERE = List.of("number", "extension", "endpoint");
    private static final List<String> FIELDS =
            List.of("name", "number", "extension", "endpoint", "attended");

    private final Findings findings;

    PeopleReader(Findings findings) {
        this.findings = findings;
    }

    List<Destination> read(Part tenant) {
        var people = new ArrayList<Destination>();
        var names = new HashSet<String>();
        for (var item : tenant.items("transfers", MOST)) {
            var part = Part.of(findings, item, FIELDS);
            var name = part.needed("name", 100);
            var target = target(part);
            boolean attended = part.flag("attended").orElse(false);
            if (!name.isEmpty() && !names.add(name.toLowerCase(Locale.ROOT))) {
                findings.add(item, "twice", name);
            } else if (!name.isEmpty() && !Destination.isName(name)) {
                findings.add(item, "transfer.name", name);
            } else if (!name.isEmpty()) {
                target.ifPresent(known -> people.add(new Destination(name, known, attended)));
            }
        }
        return people;
    }

    /// By exactly one of the three fields.
    private Optional<Target> target(Part part) {
        var given = WHERE.stream().filter(name -> part.find(name).isPresent()).toList();
        if (given.size() > 1) {
            findings.add(part.item(), "transfer.where", String.join(", ", given));
            return Optional.empty();
        }
        return switch (given.isEmpty() ? "number" : given.getFirst()) {
            case "extension" -> of(part, "extension", Target.Kind.EXTENSION);
            case "endpoint" -> of(part, "endpoint", Target.Kind.ENDPOINT);
            default ->
                    part.needed("number", 40).isEmpty()
                            ? Optional.empty()
                            : part.value("number", PhoneNumbers::e164, Right.of("phone"))
                                    .map(Target.PhoneNumber::new);
        };
    }

    private static Optional<Target> of(Part part, String field, Target.Kind kind) {
        return part.needed(field, 200).isEmpty()
                ? Optional.empty()
                : part.value(
                        field,
                        text -> Target.parse(text).filter(target -> target.kind() == kind),
                        Right.of(field));
    }
}
