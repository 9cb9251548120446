package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// A function the model may call.
///
/// @param parameters JSON Schema, as text
public record Tool(String name, @Nullable String description, @Nullable String parameters) {}
