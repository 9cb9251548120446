/// A strict fake of the Chat Completions service over a real socket: plain HTTP/1.1 on 127.0.0.1,
/// answers as server-sent events or whole.
///
/// ```java
/// try (var server = ChatServer.start(vertx, Settings.DEFAULT.withBrain(Brains.saying("Hola.")))) {
///     post(server.baseUrl() + "/chat/completions", …);
///     assertThat(server.refused()).isEmpty();
///     assertThat(server.violations()).isEmpty();
/// }
/// ```
///
/// [io.centralita.fake.chat.RequestRules] refuses with the texts and codes of the real service what
/// that refuses; what it tolerates although it should not happen is a violation. A
/// [io.centralita.fake.chat.Brain] decides what is answered, a [io.centralita.fake.chat.Plan] on
/// which request what goes wrong. Not there: `n` above 1, `logprobs`, images and audio, custom
/// tools, the legacy `functions`.
///
/// Threads: everything about a request happens on the server's event loop, the brain included;
/// tests may look at [io.centralita.fake.chat.Served] from any thread. Protocol facts are from the
/// OpenAPI document 2.3.0 and from error texts quoted in public issues, read in autumn 2026.
@NullMarked
package io.centralita.fake.chat;

import org.jspecify.annotations.NullMarked;
