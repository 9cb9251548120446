/// A stand-in for the whole server, for the pages alone: our own routes with made-up calls behind
/// them, and facts of calls in progress in the shapes of the real ones.
@NullMarked
package io.centralita.console.stand;

import org.jspecify.annotations.NullMarked;
