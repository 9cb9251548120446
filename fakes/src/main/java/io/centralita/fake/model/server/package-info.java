/// The fake Realtime service over a real socket: plain HTTP and WebSocket on 127.0.0.1.
///
/// ```java
/// try (var server = ModelServer.start(vertx, Settings.DEFAULT.withBrain(Brains.echo()))) {
///     connect(server.webSocketUri("gpt-realtime-2.1"));
///     var errors = server.connection(1).ask(ModelConversation::errors);
/// }
/// ```
///
/// A [io.centralita.fake.model.server.Plan] says on which connection and at which
/// [io.centralita.fake.model.server.Moment] which [io.centralita.fake.model.server.Misbehaviour]
/// happens.
///
/// Threads: everything about a connection happens on the server's event loop, its conversation
/// included; tests look at it with [io.centralita.fake.model.server.ModelConnection#ask].
@NullMarked
package io.centralita.fake.model.server;

import org.jspecify.annotations.NullMarked;
