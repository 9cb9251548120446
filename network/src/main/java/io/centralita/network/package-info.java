/// The MikroTik answering service: a question in Spanish or English in, a sentence with facts read
/// from routers at that moment out.
///
/// [io.centralita.network.Answerer] is the way in for other rooms; `service` puts it behind HTTP,
/// `router` is the port to routers, `demo` a network to try it on.
///
/// Threads: asking blocks the caller's thread; use a virtual one.
@NullMarked
package io.centralita.network;

import org.jspecify.annotations.NullMarked;
