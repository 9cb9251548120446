package io.centralita.tenant.reception;

import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.profile.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A tenant's wishes for the engine, secrets filled in at the last moment.
final class EngineWishes {
    private static final Logger log = LoggerFactory.getLogger(EngineWishes.class);
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([^}]*)}");

    private EngineWishes() {}

    /// The house's and the tenant's. A wish whose secret is not there is left out, and logged by
    /// name.
    static Map<String, String> of(
            Map<String, String> house,
            Tenant tenant,
            Function<SecretReference, Optional<String>> secrets) {
        var wishes = new HashMap<>(house);
        tenant.manner()
                .engine()
                .forEach(
                        (name, text) ->
                                filled(text, tenant, secrets)
                                        .ifPresentOrElse(
                                                value -> wishes.put(name, value),
                                                () -> missing(tenant, name)));
        return wishes;
    }

    private static void missing(Tenant tenant, String wish) {
        log.atWarn()
                .addKeyValue("tenant", tenant.id())
                .addKeyValue("wish", wish)
                .log("a wish is left out: its secret is not there");
    }

    private static Optional<String> filled(
            String text, Tenant tenant, Function<SecretReference, Optional<String>> secrets) {
        var filled = new StringBuilder();
        var match = REFERENCE.matcher(text);
        int done = 0;
        while (match.find()) {
            var secret =
                    Optional.ofNullable(tenant.reach().secrets().get(match.group(1)))
                            .flatMap(secrets);
            if (secret.isEmpty()) {
                return Optional.empty();
            }
            filled.append(text, done, match.start()).append(secret.get());
            done = match.end();
        }
        return Optional.of(filled.append(text, done, text.length()).toString());
    }
}
