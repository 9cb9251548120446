package io.centralita.tool.mikrotik.check;

import java.util.Optional;

/// What came out of one check. Texts are in the operator's language.
///
/// @param id stable word for programs, `named-router` for example
/// @param name for people
/// @param ms what the check took
/// @param detail what was seen, one line
/// @param remedy what to do; empty when passed
public record CheckResult(
        String id, String name, boolean passed, long ms, String detail, Optional<String> remedy) {}
