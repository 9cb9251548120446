package io.centralita.channel.asterisk.media;

import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.media.AudioFormat;
import java.util.concurrent.CompletionStage;

/// A transport's side of one call, before Asterisk's.
public interface PreparedMedia extends AutoCloseable {
    /// What Asterisk is to be asked for.
    ExternalMedia wanted();

    /// What the line will have.
    AudioFormat format();

    /// Puts both sides together. Called once, with Asterisk's answer; completes when audio could
    /// flow, fails with a [MediaFailure] where it never will (bounded: 5 s).
    ///
    /// @param channel the media channel, with the variables that came with it
    CompletionStage<MediaLine> connect(AriChannel channel);

    /// Nobody needs it any more, or the line is closed anyway. Any number of times.
    @Override
    void close();
}
