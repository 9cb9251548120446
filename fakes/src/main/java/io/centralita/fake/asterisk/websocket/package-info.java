/// chan_websocket: audio as binary messages, commands and events as text.
///
/// Pure; everything belongs to one thread.
@NullMarked
package io.centralita.fake.asterisk.websocket;

import org.jspecify.annotations.NullMarked;
