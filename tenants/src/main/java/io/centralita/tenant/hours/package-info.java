/// When a tenant is open: weekly hours, holidays, exceptions.
///
/// Threads: none; immutable.
@NullMarked
package io.centralita.tenant.hours;

import org.jspecify.annotations.NullMarked;
