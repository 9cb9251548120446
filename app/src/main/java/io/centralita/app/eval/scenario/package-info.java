/// Scenario files (`scenarios/*.yaml`, docs/scenarios.md): what a caller says and when, what must
/// be heard and by when. Strict: what is not understood is a fault with its line and what was
/// meant.
///
/// Threads: none; records are immutable, a reader belongs to one thread.
@NullMarked
package io.centralita.app.eval.scenario;

import org.jspecify.annotations.NullMarked;
