package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.centralita.channel.asterisk.media.PreparedMedia;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds a transport for a call's audio: the first that is ready, and that Asterisk takes part in.
/// For one attempt at it. Confined to the call's thread.
final class MediaConnector {
    private static final Logger log = LoggerFactory.getLogger(MediaConnector.class);

    private final Stay stay;
    private final List<String> codecs;
    private final Queue<MediaTransport> untried;

    /// @param codecs of the phone, by Asterisk's names, the best first
    /// @param transports in the order in which they are tried
    MediaConnector(Stay stay, List<String> codecs, List<MediaTransport> transports) {
        this.stay = stay;
        this.codecs = codecs;
        untried = new ArrayDeque<>(transports);
    }

    /// A transport that has room for the call; Asterisk was not asked yet.
    record Candidate(MediaTransport transport, String channel, PreparedMedia prepared) {}

    /// The next transport that is ready.
    ///
    /// @throws NoMedia where there is none left
    Candidate prepare() throws NoMedia, InterruptedException {
        for (var next = untried.poll(); next != null; next = untried.poll()) {
            var channel = stay.around().ids().media();
            try {
                var prepared = next.prepare(new MediaRequest(channel, codecs));
                stay.belongings().prepared(channel, prepared::close);
                return new Candidate(next, channel, prepared);
            } catch (MediaFailure failure) {
                failed(next, failure.word(), failure);
            }
        }
        throw new NoMedia("no-transport", null);
    }

    /// Has Asterisk make its end of it; where it does not, that of the next transport, and so on.
    ///
    /// @return a path whose channel is in our application and whose line is ready to be opened
    MediaPath connect(Candidate first) throws NoMedia, CallerGone, InterruptedException {
        var candidate = first;
        while (true) {
            var path = attempt(candidate);
            if (path.isPresent()) {
                return path.get();
            }
            candidate = prepare();
        }
    }

    private Optional<MediaPath> attempt(Candidate candidate)
            throws CallerGone, InterruptedException {
        var channel = candidate.channel();
        var prepared = candidate.prepared();
        var end = new OurEnd(prepared);
        stay.belongings().channel(channel, end::close);
        AriChannel made;
        try {
            made = stay.around().ari().externalMedia(channel, prepared.wanted());
        } catch (AriFailure failure) {
            return given(candidate, "refused", failure);
        }
        var inbox = stay.inbox();
        var _ =
                prepared.connect(made)
                        .whenComplete(
                                (line, fault) ->
                                        inbox.post(
                                                fault == null && end.take(line)
                                                        ? new Signal.LineReady(channel, line)
                                                        : new Signal.LineRefused(channel, fault)));
        var outcome = new Outcome(channel);
        inbox.await(outcome::settled, stay.around().settings().limits().step());
        var line = outcome.line;
        if (line != null && outcome.started && !outcome.over) {
            return Optional.of(new MediaPath(candidate.transport(), channel, line));
        }
        return given(candidate, outcome.over ? "channel-ended" : "late", outcome.fault);
    }

    private Optional<MediaPath> given(Candidate candidate, String word, @Nullable Throwable fault) {
        failed(candidate.transport(), word, fault);
        stay.belongings().dropChannel(candidate.channel());
        return Optional.empty();
    }

    private void failed(MediaTransport transport, String word, @Nullable Throwable fault) {
        stay.around().metrics().event(AsteriskChannel.NAME, "media-" + transport.name(), word);
        log.atWarn()
                .addKeyValue("call", stay.callId())
                .addKeyValue("transport", transport.name())
                .addKeyValue("why", word)
                .addKeyValue("fault", fault == null ? "" : fault.toString())
                .log("no audio this way");
    }

    /// What is to be freed on our side; a line may come when nobody waits for it any more.
    private static final class OurEnd {
        private final PreparedMedia prepared;

        /// Guarded by this, as what follows.
        private @Nullable MediaLine line;

        private boolean closed;

        OurEnd(PreparedMedia prepared) {
            this.prepared = prepared;
        }

        /// @return false where nobody waits any more; the line is closed then
        boolean take(MediaLine ready) {
            synchronized (this) {
                line = ready;
                if (!closed) {
                    return true;
                }
            }
            ready.close("not-needed");
            return false;
        }

        void close() {
            MediaLine last;
            synchronized (this) {
                closed = true;
                last = line;
            }
            if (last != null) {
                last.close("released");
            }
            prepared.close();
        }
    }

    /// Both halves of a path: our line, and its channel's arrival in the application.
    private static final class Outcome {
        private final String channel;
        private @Nullable MediaLine line;
        private @Nullable Throwable fault;
        private boolean started;
        private boolean over;

        Outcome(String channel) {
            this.channel = channel;
        }

        /// @return true when nothing more is to be waited for, null for other signals and while
        ///   something is
        private @Nullable Boolean settled(Signal signal) {
            switch (signal) {
                case Signal.LineReady(var whose, var ready) when whose.equals(channel) ->
                        line = ready;
                case Signal.LineRefused(var whose, var why) when whose.equals(channel) -> {
                    fault = why;
                    over = true;
                }
                case Signal.Told(AriEvent.StasisStart(var whose, _))
                        when whose.id().equals(channel) ->
                        started = true;
                case Signal.Told(AriEvent.StasisEnd(var whose)) when whose.id().equals(channel) ->
                        over = true;
                case Signal.Told(AriEvent.Destroyed(var whose, _, _))
                        when whose.id().equals(channel) ->
                        over = true;
                default -> {
                    return null;
                }
            }
            boolean done = over || (line != null && started);
            return done ? true : null;
        }
    }
}
