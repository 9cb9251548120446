package io.centralita.console.voice;

import io.centralita.console.access.Digests;
import io.centralita.tenant.profile.BrowserAccess;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.profile.WebOrigin;
import io.centralita.tenant.store.StoredTenant;
import io.centralita.tenant.store.TenantSnapshot;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which tenants are called from browsers, and their keys. Keys are looked up each time, which may
/// read a file.
final class TenantKeys {
    /// A shorter one could be guessed.
    static final int SHORTEST = 16;

    private static final Logger log = LoggerFactory.getLogger(TenantKeys.class);

    private final Supplier<TenantSnapshot> tenants;
    private final Function<SecretReference, Optional<String>> secrets;

    TenantKeys(
            Supplier<TenantSnapshot> tenants, Function<SecretReference, Optional<String>> secrets) {
        this.tenants = tenants;
        this.secrets = secrets;
    }

    /// Never blocks.
    Optional<BrowserAccess> of(String tenant) {
        return tenants.get()
                .find(tenant)
                .flatMap(one -> Optional.ofNullable(one.reach().browser()));
    }

    boolean exists(String tenant) {
        return tenants.get().find(tenant).isPresent();
    }

    /// Whether pages of this origin may call anybody at all. Never blocks.
    boolean anyNames(String origin) {
        var asked = WebOrigin.parse(origin);
        return asked.isPresent()
                && tenants.get().all().stream()
                        .map(stored -> stored.tenant().reach().browser())
                        .anyMatch(
                                browser ->
                                        browser != null && browser.origins().contains(asked.get()));
    }

    /// May block.
    Optional<String> key(String tenant) {
        return of(tenant).flatMap(browser -> secret(tenant, browser));
    }

    /// The tenants whose key this is, which should be one. May block.
    ///
    /// @param among this one only; empty for all
    List<String> holders(String key, Optional<String> among) {
        return tenants.get().all().stream()
                .map(StoredTenant::tenant)
                .filter(tenant -> among.isEmpty() || among.get().equals(tenant.id()))
                .filter(tenant -> matches(key, tenant.id()))
                .map(tenant -> tenant.id())
                .toList();
    }

    private boolean matches(String key, String tenant) {
        return key(tenant)
                .filter(right -> MessageDigest.isEqual(Digests.sha256(right), Digests.sha256(key)))
                .isPresent();
    }

    private Optional<String> secret(String tenant, BrowserAccess browser) {
        var secret = secrets.apply(browser.key());
        if (secret.filter(key -> key.length() < SHORTEST).isPresent()) {
            log.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("shortest", SHORTEST)
                    .log("the tenant's key for browser calls is too short and not used");
            return Optional.empty();
        }
        return secret;
    }
}
