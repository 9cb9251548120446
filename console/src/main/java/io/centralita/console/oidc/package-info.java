/// Signing in by an identity provider: OpenID Connect 1.0, authorization code flow with PKCE (RFC
/// 7636), state and nonce.
///
/// Threads: none of its own. Whatever asks the provider blocks, and is for virtual threads.
@NullMarked
package io.centralita.console.oidc;

import org.jspecify.annotations.NullMarked;
