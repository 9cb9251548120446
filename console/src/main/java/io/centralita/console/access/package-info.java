/// Who may use the console: whoever sits at this machine, knows the password, or is vouched for by
/// an identity provider; and what a browser is told so that no other site's page does it for them.
///
/// Threads: event loops, which never wait here. Hashes of passwords are computed on Vert.x's worker
/// threads, a few at a time.
@NullMarked
package io.centralita.console.access;

import org.jspecify.annotations.NullMarked;
