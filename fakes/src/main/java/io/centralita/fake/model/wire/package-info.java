/// The Realtime events as JSON text, GA names or those of the beta.
///
/// [io.centralita.fake.model.wire.ClientEventReader] knows every field a client may send and
/// refuses all others; [io.centralita.fake.model.wire.ServerEventWriter] writes what a server
/// sends. Audio comes from [io.centralita.fake.model.wire.ToneAudio], rendered once and shared.
///
/// Threads: reader and audio are safe from any thread; a writer numbers the events of one
/// connection and belongs to its thread.
@NullMarked
package io.centralita.fake.model.wire;

import org.jspecify.annotations.NullMarked;
