package io.centralita.tenant.form;

import io.centralita.tenant.form.TenantProblem.Right;
import io.centralita.tenant.number.PhoneNumbers;
import io.centralita.tenant.profile.Reach;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.profile.TenantNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `numbers`, `tools` and `secrets`, and has `transfers`, `keys` and `browser` read.
final class ReachReader {
    private static final int MOST_NUMBERS = 500;
    private static final int MOST_TOOLS = 200;
    private static final int MOST_SECRETS = 50;
    private static final Pattern TOOL = Pattern.compile("[a-zA-Z0-9_*-]{1,64}");
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final Findings findings;

    ReachReader(Findings findings) {
        this.findings = findings;
    }

    Reach read(Part tenant) {
        var people = new PeopleReader(findings).read(tenant);
        return new Reach(
                numbers(tenant),
                tools(tenant),
                people,
                new KeysReader(findings).read(tenant, people),
                secrets(tenant),
                new BrowserReader(findings).read(tenant).orElse(null));
    }

    private List<TenantNumber> numbers(Part tenant) {
        var numbers = new ArrayList<TenantNumber>();
        var taken = new HashSet<String>();
        for (var item : tenant.items("numbers", MOST_NUMBERS)) {
            number(tenant, item)
                    .ifPresent(
                            number -> {
                                if (taken.add(number.number())) {
                                    numbers.add(number);
                                } else {
                                    findings.add(item, "twice", number.number());
                                }
                            });
        }
        return numbers;
    }

    /// A number alone is active.
    private Optional<TenantNumber> number(Part tenant, Item item) {
        if (!item.node().isMapping()) {
            return tenant.value(item, PhoneNumbers::e164, Right.of("phone"))
                    .map(number -> new TenantNumber(number, true));
        }
        var part = Part.of(findings, item, List.of("number", "active"));
        boolean active = part.flag("active").orElse(true);
        return phone(part).map(number -> new TenantNumber(number, active));
    }

    private static Optional<String> phone(Part part) {
        return part.needed("number", 40).isEmpty()
                ? Optional.empty()
                : part.value("number", PhoneNumbers::e164, Right.of("phone"));
    }

    private @Nullable List<String> tools(Part tenant) {
        if (tenant.find("tools").isEmpty()) {
            return null;
        }
        var tools = new ArrayList<String>();
        for (var item : tenant.items("tools", MOST_TOOLS)) {
            tenant.value(
                            item,
                            text -> Optional.of(text).filter(name -> TOOL.matcher(name).matches()),
                            Right.of("tool"))
                    .filter(name -> !tools.contains(name))
                    .ifPresent(tools::add);
        }
        return tools;
    }

    /// What is written where a reference should be may be the secret itself: it is never quoted.
    private Map<String, SecretReference> secrets(Part tenant) {
        var secrets = new LinkedHashMap<String, SecretReference>();
        tenant.entries("secrets", MOST_SECRETS)
                .forEach(
                        (name, item) -> {
                            var reference =
                                    item.isValue()
                                            ? SecretReference.parse(item.text())
                                            : Optional.<SecretReference>empty();
                            if (!SECRET_NAME.matcher(name).matches()) {
                                findings.add(item, "secret.name");
                            } else if (reference.isEmpty()) {
                                findings.add(item, "secret.reference");
                            } else {
                                secrets.put(name, reference.get());
                            }
                        });
        return secrets;
    }
}
