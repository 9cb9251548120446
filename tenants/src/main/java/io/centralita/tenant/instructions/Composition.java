package io.centralita.tenant.instructions;

/// What a call begins with.
///
/// @param selection what of the tenant's knowledge is in the instructions
/// @param ownTemplate false where the tenant has none, or one that could not be filled in
public record Composition(
        String greeting, String instructions, Selection selection, boolean ownTemplate) {}
