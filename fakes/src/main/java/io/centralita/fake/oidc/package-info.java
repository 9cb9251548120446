/// An identity provider (OpenID Connect 1.0) for tests, as strict as the real ones with whoever
/// asks it, and able to fail in every way that a client has to see through.
///
/// Threads: the provider's requests run on one event loop.
@NullMarked
package io.centralita.fake.oidc;

import org.jspecify.annotations.NullMarked;
