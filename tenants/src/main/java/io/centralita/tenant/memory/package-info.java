/// What a tenant remembers of its callers: made after each call from its report, shown to the next
/// call's assistant, erased on demand.
///
/// Threads: looking something up waits for the database for a bounded time; making memories has a
/// queue and a virtual thread of its own, which no call waits for.
@NullMarked
package io.centralita.tenant.memory;

import org.jspecify.annotations.NullMarked;
