package io.centralita.app.tenant;

import io.centralita.app.text.Messages;
import io.centralita.tenant.instructions.Composer;
import io.centralita.tenant.instructions.Composition;
import io.centralita.tenant.instructions.KnownCaller;
import io.centralita.tenant.instructions.Occasion;
import io.centralita.tenant.instructions.Tokens;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.profile.Tenant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// What there is to be said of a tenant that is right in itself: what has no room in instructions,
/// and secrets that are not there.
///
/// @param composition as of now, for a caller of whom nothing is known
/// @param open whether it is open now
/// @param secrets names of those that are not there
public record TenantCheck(Composition composition, boolean open, List<String> secrets) {
    /// @param house language of the house
    /// @param values what references to secrets refer to
    public static TenantCheck of(
            Tenant tenant,
            Locale house,
            InstantSource clock,
            Function<SecretReference, Optional<String>> values) {
        var zone = Objects.requireNonNullElse(tenant.presence().zone(), ZoneId.systemDefault());
        var language = Objects.requireNonNullElse(tenant.manner().language(), house);
        var occasion =
                new Occasion(
                        tenant,
                        ZonedDateTime.ofInstant(clock.instant(), zone),
                        language,
                        KnownCaller.NOBODY,
                        true,
                        "",
                        "");
        var missing = new ArrayList<String>();
        var secrets = new TreeMap<>(tenant.reach().secrets());
        var browser = tenant.reach().browser();
        if (browser != null) {
            secrets.put("browser.key", browser.key());
        }
        secrets.forEach(
                (name, reference) -> {
                    if (values.apply(reference).isEmpty()) {
                        missing.add(name);
                    }
                });
        return new TenantCheck(Composer.compose(occasion), occasion.isOpen(), missing);
    }

    /// Estimated, of the whole instructions.
    public int tokens() {
        return Tokens.estimate(composition.instructions());
    }

    /// A sentence for each thing, for people.
    public List<String> remarks(Messages messages) {
        var remarks = new ArrayList<String>();
        for (var left : composition.selection().leftOut()) {
            remarks.add(
                    messages.text(
                            left.beginningOnly() ? "tenant.abridged" : "tenant.left-out",
                            left.path(),
                            left.name(),
                            left.tokens(),
                            composition.selection().budget()));
        }
        secrets.forEach(name -> remarks.add(messages.text("tenant.secret", name)));
        return remarks;
    }
}
