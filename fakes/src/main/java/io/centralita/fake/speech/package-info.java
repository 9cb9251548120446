/// The fake audio endpoints over a real socket: `POST /v1/audio/transcriptions`, `POST
/// /v1/audio/speech` and `GET /v1/models/{model}` on 127.0.0.1, as strict as the real ones (API
/// reference «Audio», read in autumn 2026).
///
/// ```java
/// try (var server = SpeechServer.start(vertx, SpeechSettings.DEFAULT.withTexts("hola"))) {
///     transcribeAt(server.baseUri());
///     var heard = server.exchange(1).audio();
/// }
/// ```
///
/// What goes wrong is a [io.centralita.fake.speech.Trouble] at the so-and-so-manieth request of an
/// endpoint.
///
/// Threads: everything happens on one event loop of the server; tests look at
/// [io.centralita.fake.speech.SpeechExchange], which is safe from any thread.
@NullMarked
package io.centralita.fake.speech;

import org.jspecify.annotations.NullMarked;
