package io.centralita.channel.asterisk.audiosocket;

import io.centralita.channel.PacingClock;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A call that Asterisk is asked to connect to us, under an id that nobody else knows. Asterisk
/// connects before it answers the request (measured). Safe from any thread.
final class ExpectedLine implements PreparedMedia {
    private final UUID id;
    private final AudioFormat format;
    private final boolean tellsDigits;
    private final String address;
    private final CallIds ids;
    private final PacingClock.Timers timers;
    private final Duration patience;
    private final CompletableFuture<MediaLine> line = new CompletableFuture<>();

    /// @param address host and port where Asterisk reaches us
    ExpectedLine(
            UUID id,
            AudioFormat format,
            boolean tellsDigits,
            String address,
            CallIds ids,
            PacingClock.Timers timers,
            Duration patience) {
        this.id = id;
        this.format = format;
        this.tellsDigits = tellsDigits;
        this.address = address;
        this.ids = ids;
        this.timers = timers;
        this.patience = patience;
    }

    UUID id() {
        return id;
    }

    boolean tellsDigits() {
        return tellsDigits;
    }

    /// The format must be linear: with any other, that codec's bytes come under the kind of linear
    /// audio (measured).
    @Override
    public ExternalMedia wanted() {
        return new ExternalMedia(
                format.equals(AudioFormat.PCM_8K) ? "slin" : "slin" + format.sampleRateHz() / 1_000,
                address,
                "audiosocket",
                "tcp",
                "client",
                Optional.of(id.toString()),
                Optional.empty(),
                Map.of());
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public CompletionStage<MediaLine> connect(AriChannel channel) {
        timers.after(patience.toMillis(), () -> giveUp("not-connected"));
        return line.minimalCompletionStage();
    }

    /// The connection is here.
    void arrived(MediaLine arrival) {
        if (!line.complete(arrival)) {
            arrival.close("not-wanted");
        }
    }

    private void giveUp(String word) {
        ids.forget(id, this);
        line.completeExceptionally(new MediaFailure(word, null));
    }

    @Override
    public void close() {
        giveUp("closed");
        var _ = line.thenAccept(open -> open.close("released"));
    }
}
