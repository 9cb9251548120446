package io.centralita.fake.oidc;

import java.util.List;

/// Somebody whom the provider knows.
///
/// @param subject the provider's id of them
/// @param email empty for none
/// @param verified whether the provider has verified the address
public record Person(String subject, String email, boolean verified, List<String> groups) {
    public Person {
        groups = List.copyOf(groups);
    }

    public static Person of(String email) {
        return new Person("id-of-" + email, email, true, List.of());
    }
}
