/// What a model is told of the tenant it answers for, and the first sentence: composed for each
/// call from templates, the hour, and what is known of the caller.
///
/// Threads: none; everything here is immutable or belongs to one call.
@NullMarked
package io.centralita.tenant.instructions;

import org.jspecify.annotations.NullMarked;
