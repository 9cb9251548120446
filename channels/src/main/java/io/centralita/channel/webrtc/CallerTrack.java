package io.centralita.channel.webrtc;

import io.centralita.channel.realtime.TrackSession;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.media.AudioFormat;
import io.centralita.media.Frames;
import io.centralita.media.Transcoder;
import java.util.List;

/// What the caller says, from the peer's rate and cut to the switchboard's. Belongs to one thread.
final class CallerTrack {
    private final Transcoder transcoder =
            Transcoder.between(AudioFormat.pcm(Peer.HEAR_RATE_HZ), TrackSession.FORMAT);
    private final Frames frames = new Frames(TrackSession.FORMAT);

    /// @param audio 10 ms
    /// @return the frames of 20 ms that are whole by now
    List<byte[]> hear(byte[] audio) {
        return frames.cut(transcoder.convert(audio));
    }
}
