package io.centralita.tenant.profile;

/// Who is called. Every part may be empty.
///
/// @param description what it does, in a sentence or two
/// @param phone as it is to be said; a caller may ask for it
/// @param information anything else the assistant is to know
public record Company(
        String name,
        String description,
        String phone,
        String email,
        String web,
        String address,
        String information) {
    public static final Company UNNAMED = new Company("", "", "", "", "", "", "");
}
