/// The pages by which people sign in to the console and out of it. They need no script.
///
/// Threads: event loops; the identity provider is asked on virtual threads.
@NullMarked
package io.centralita.console.login;

import org.jspecify.annotations.NullMarked;
