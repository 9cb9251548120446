package io.centralita.tenant.profile;

import io.centralita.call.transfer.Destination;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a tenant can be reached under, and what its assistant reaches.
///
/// @param tools names of tools it may use, `*` for anything in them; null for all that the house
///   offers it
/// @param transfers whom callers may be put through to, and nobody else; empty for the house's
/// @param keys what single keys of the telephone do
/// @param secrets by the name they are referred to
/// @param browser how it is called from pages of its own; null where it is not
public record Reach(
        List<TenantNumber> numbers,
        @Nullable List<String> tools,
        List<Destination> transfers,
        Map<Character, KeyAction> keys,
        Map<String, SecretReference> secrets,
        @Nullable BrowserAccess browser) {
    public static final Reach OF_THE_HOUSE =
            new Reach(List.of(), null, List.of(), Map.of(), Map.of(), null);

    public Reach {
        numbers = List.copyOf(numbers);
        tools = tools == null ? null : List.copyOf(tools);
        transfers = List.copyOf(transfers);
        keys = Map.copyOf(keys);
        secrets = Map.copyOf(secrets);
    }
}
