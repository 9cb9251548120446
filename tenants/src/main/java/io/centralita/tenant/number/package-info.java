/// Telephone numbers as everybody writes them, and as they are kept: E.164.
///
/// Threads: none; safe for any number of them.
@NullMarked
package io.centralita.tenant.number;

import org.jspecify.annotations.NullMarked;
