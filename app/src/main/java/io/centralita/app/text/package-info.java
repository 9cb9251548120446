/// What operators read, in Spanish and English: resource bundles `messages` (and `settings` for the
/// reference).
///
/// Threads: none; immutable.
@NullMarked
package io.centralita.app.text;

import org.jspecify.annotations.NullMarked;
