package io.centralita.console;

import java.util.Optional;
import java.util.function.Supplier;

/// One thing that must be in order before the switchboard takes calls.
///
/// @param name short word for people and programs, `database` for example
/// @param trouble what is wrong now, empty when nothing is; runs on a virtual thread, may block for
///   up to 2 s and is interrupted then; what it throws is trouble too
public record ReadinessCheck(String name, Supplier<Optional<String>> trouble) {}
