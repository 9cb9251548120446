/// The browser's side of a call, as pages of any site load it: the modules in `web/voice`.
///
/// Threads: read once, at the start; answered on the event loop.
@NullMarked
package io.centralita.console.client;

import org.jspecify.annotations.NullMarked;
