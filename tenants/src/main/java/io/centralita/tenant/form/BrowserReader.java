package io.centralita.tenant.form;

import io.centralita.tenant.form.TenantProblem.Right;
import io.centralita.tenant.profile.BrowserAccess;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.profile.WebOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `browser`.
final class BrowserReader {
    private static final List<String> FIELDS =
            List.of("key", "origins", "calls-per-minute", "calls-per-minute-and-address");
    private static final int MOST_ORIGINS = 50;
    private static final int MOST_CALLS = 10_000;

    private final Findings findings;

    BrowserReader(Findings findings) {
        this.findings = findings;
    }

    /// Empty too where what it cannot do without is missing or wrong.
    Optional<BrowserAccess> read(Part tenant) {
        return tenant.part("browser", FIELDS)
                .filter(part -> part.item().node().isMapping())
                .flatMap(this::access);
    }

    private Optional<BrowserAccess> access(Part part) {
        var key = key(part);
        var origins = origins(part);
        int calls =
                part.number("calls-per-minute", 1, MOST_CALLS).orElse(BrowserAccess.STANDARD_CALLS);
        int ofAnAddress =
                part.number("calls-per-minute-and-address", 1, MOST_CALLS)
                        .orElse(BrowserAccess.STANDARD_CALLS_OF_AN_ADDRESS);
        return key.filter(_ -> !origins.isEmpty())
                .map(known -> new BrowserAccess(known, origins, calls, ofAnAddress));
    }

    /// What is written where a reference should be may be the key itself: it is never quoted.
    private Optional<SecretReference> key(Part part) {
        var found = part.find("key");
        if (found.isEmpty()) {
            findings.add(part.item(), "needed", "key");
            return Optional.empty();
        }
        var reference = found.filter(Item::isValue).map(Item::text).flatMap(SecretReference::parse);
        if (reference.isEmpty()) {
            findings.add(found.get(), "secret.reference");
        }
        return reference;
    }

    private List<WebOrigin> origins(Part part) {
        var origins = new ArrayList<WebOrigin>();
        var items = part.items("origins", MOST_ORIGINS);
        for (var item : items) {
            part.value(item, WebOrigin::parse, Right.of("origin"))
                    .filter(origin -> !origins.contains(origin))
                    .ifPresent(origins::add);
        }
        if (items.isEmpty()) {
            findings.add(part.item(), "browser.origins");
        }
        return origins;
    }
}
