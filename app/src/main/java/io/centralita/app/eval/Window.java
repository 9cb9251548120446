package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Expectation.Limit;

/// The part of a call in which something is expected, in milliseconds since its start.
///
/// @param latestMs when it has to have begun
/// @param endMs of the call
record Window(long fromMs, long latestMs, long endMs) {
    static Window of(Limit limit, long fromMs, long endMs) {
        return new Window(
                fromMs,
                switch (limit) {
                    case Limit.None() -> endMs;
                    case Limit.Within(var time) -> fromMs + time.toMillis();
                    case Limit.By(var sinceStart) -> sinceStart.toMillis();
                },
                endMs);
    }
}
