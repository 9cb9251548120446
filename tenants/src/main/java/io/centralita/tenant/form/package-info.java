/// The document of a tenant: read with all its problems at once, and written.
///
/// Threads: none; a reading belongs to one.
@NullMarked
package io.centralita.tenant.form;

import org.jspecify.annotations.NullMarked;
