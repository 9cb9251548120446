package io.centralita.channel.realtime;

/// How audio travels between a session and its peer.
enum AudioWay {
    /// Written down in events: the peer buffers it and plays it by itself.
    EVENTS,
    /// On a track beside the events, in real time: what has been played is ours to know, and events
    /// tell of it (`output_audio_buffer.…`).
    TRACK
}
