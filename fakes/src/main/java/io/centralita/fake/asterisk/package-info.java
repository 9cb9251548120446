/// A strict fake of Asterisk 22.10.1, or an older one, over real sockets on 127.0.0.1: ARI by HTTP
/// and WebSocket, media by RTP, AudioSocket and chan_websocket, phones that call and can be called.
///
/// ```java
/// try (var asterisk = FakeAsterisk.start(vertx, Settings.DEFAULT)) {
///     // the application under test connects to asterisk.host(), asterisk.port()
///     var phone = asterisk.call(Call.to("600").from("+34910000000").speaking(question));
///     phone.answered().get(5, SECONDS);
///     assertThat(phone.heard().recording()).…;
///     phone.hangUp();
///     assertThat(asterisk.leftovers().isEmpty()).isTrue();
/// }
/// ```
///
/// README.md of this module tells what is as measured and what is not imitated.
///
/// Threads: everything about an Asterisk happens on one event loop, to which one thread hands over
/// what came by UDP; all methods of [io.centralita.fake.asterisk.FakeAsterisk] and
/// [io.centralita.fake.asterisk.FakePhone] are for other threads.
@NullMarked
package io.centralita.fake.asterisk;

import org.jspecify.annotations.NullMarked;
