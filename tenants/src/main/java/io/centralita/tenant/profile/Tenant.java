package io.centralita.tenant.profile;

import java.util.regex.Pattern;

/// A business whose telephone is answered (C7). What it does not say is as the house has it.
///
/// @param id in addresses, file names, logs and records
public record Tenant(
        String id,
        Company company,
        Manner manner,
        Presence presence,
        Knowledge knowledge,
        Reach reach,
        Terms terms) {
    /// Who answers where no number is assigned to anybody.
    public static final String DEFAULT = "default";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public Tenant {
        if (!isId(id)) {
            throw new IllegalArgumentException("a tenant's id is 1 to 63 of a-z, 0-9 and -");
        }
    }

    /// 1 to 63 of a-z, 0-9 and `-`, which does not come first.
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// A tenant that says nothing of its own.
    public static Tenant of(String id) {
        return new Tenant(
                id,
                Company.UNNAMED,
                Manner.OF_THE_HOUSE,
                Presence.ALWAYS,
                Knowledge.NONE,
                Reach.OF_THE_HOUSE,
                Terms.OF_THE_HOUSE);
    }

    public Tenant with(Reach other) {
        return new Tenant(id, company, manner, presence, knowledge, other, terms);
    }
}
