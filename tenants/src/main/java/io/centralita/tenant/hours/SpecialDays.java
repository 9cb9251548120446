package io.centralita.tenant.hours;

import java.util.List;

/// A holiday, or days with hours of their own.
///
/// @param name for people, may be empty
/// @param open empty where nobody is there
public record SpecialDays(Days days, String name, List<Span> open) {
    public SpecialDays {
        open = List.copyOf(open);
    }
}
