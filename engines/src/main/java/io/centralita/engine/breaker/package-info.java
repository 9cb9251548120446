/// What keeps calls away from what has just failed.
///
/// Threads: any; nothing blocks.
@NullMarked
package io.centralita.engine.breaker;

import org.jspecify.annotations.NullMarked;
