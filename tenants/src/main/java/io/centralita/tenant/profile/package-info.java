/// What is known of a tenant: the business whose telephone is answered.
///
/// Threads: none; immutable.
@NullMarked
package io.centralita.tenant.profile;

import org.jspecify.annotations.NullMarked;
