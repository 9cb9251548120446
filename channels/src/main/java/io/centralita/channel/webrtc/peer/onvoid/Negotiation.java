package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.onvoid.Observers.OfCreating;
import io.centralita.channel.webrtc.peer.onvoid.Observers.OfSetting;
import io.centralita.channel.webrtc.peer.sdp.Advertised;
import io.centralita.channel.webrtc.peer.sdp.Offer;
import io.centralita.channel.webrtc.peer.sdp.Told;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Descriptions there and back (RFC 8829), step by step. Blocks: for a virtual thread, one at a
/// time. What goes into the library goes by a worker's thread.
final class Negotiation {
    private static final Logger log = LoggerFactory.getLogger(Negotiation.class);

    /// One step in the library; usually a few milliseconds.
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Inside inside;
    private final Duration gathering;
    private final Advertised advertised;
    private volatile CompletableFuture<Boolean> gathered = new CompletableFuture<>();

    /// Something that goes into the library, while the connection lives.
    interface Inside {
        /// @throws PeerFailure closed
        <T> T does(Use<T> use) throws Exception;
    }

    interface Use<T> {
        T of(RTCPeerConnection connection) throws Exception;
    }

    Negotiation(Inside inside, Duration gathering, Advertised advertised) {
        this.inside = inside;
        this.gathering = gathering;
        this.advertised = advertised;
    }

    /// All candidates are there. On the signalling thread.
    void gathered() {
        gathered.complete(true);
    }

    /// Our answer, as it is to be told.
    Told answer(Offer offer) throws PeerFailure, InterruptedException {
        remote(RTCSdpType.OFFER, offer);
        RTCSessionDescription answer =
                step(
                        (connection, done) ->
                                connection.createAnswer(
                                        new RTCAnswerOptions(), new OfCreating(done)));
        local(answer);
        return told();
    }

    /// Our offer, as it is to be told.
    Told offer(boolean iceRestart) throws PeerFailure, InterruptedException {
        var options = new RTCOfferOptions();
        options.iceRestart = iceRestart;
        RTCSessionDescription offer =
                step((connection, done) -> connection.createOffer(options, new OfCreating(done)));
        local(offer);
        return told();
    }

    void accept(Offer answer) throws PeerFailure, InterruptedException {
        remote(RTCSdpType.ANSWER, answer);
    }

    private void remote(RTCSdpType type, Offer description)
            throws PeerFailure, InterruptedException {
        try {
            this.<Boolean>step(
                    (connection, done) ->
                            connection.setRemoteDescription(
                                    new RTCSessionDescription(type, description.sdp()),
                                    new OfSetting(done)));
        } catch (PeerFailure e) {
            // The library's words quote the description, addresses included.
            throw e.reason() instanceof Reason.Broken
                    ? new PeerFailure(new Reason.NotUnderstood("the library did not take it"))
                    : e;
        }
    }

    private void local(RTCSessionDescription description) throws PeerFailure, InterruptedException {
        var before = current();
        gathered = new CompletableFuture<>();
        this.<Boolean>step(
                (connection, done) ->
                        connection.setLocalDescription(description, new OfSetting(done)));
        if (before.isEmpty() || !Told.sameWay(before, description.sdp)) {
            awaitGathered();
        }
    }

    private String current() throws PeerFailure, InterruptedException {
        return inside(
                connection -> {
                    var description = connection.getLocalDescription();
                    return description == null ? "" : description.sdp;
                });
    }

    private void awaitGathered() throws InterruptedException {
        try {
            gathered.get(gathering.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            log.atDebug()
                    .addKeyValue("waitedMs", gathering.toMillis())
                    .log("webrtc: not all candidates were gathered in time");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Told told() throws PeerFailure, InterruptedException {
        var told = Told.of(advertised.rewrite(current()));
        if (told.candidates() == 0) {
            throw new PeerFailure(
                    new Reason.Broken("no candidates: no free port in the range, or no network"));
        }
        return told;
    }

    private interface Step<T> {
        void begin(RTCPeerConnection connection, CompletableFuture<T> done);
    }

    private <T> T step(Step<T> step) throws PeerFailure, InterruptedException {
        var done = new CompletableFuture<T>();
        inside(
                connection -> {
                    step.begin(connection, done);
                    return true;
                });
        try {
            return done.get(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new PeerFailure(new Reason.Broken("no end of a step"), e);
        } catch (ExecutionException e) {
            throw broken(e.getCause() == null ? e : e.getCause());
        }
    }

    private <T> T inside(Use<T> use) throws PeerFailure, InterruptedException {
        try {
            return inside.does(use);
        } catch (PeerFailure | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // A description that it cannot read at all is thrown by the library, as an error.
            throw broken(e);
        }
    }

    private static PeerFailure broken(Throwable cause) {
        log.atDebug().addKeyValue("pii.words", cause.getMessage()).log("webrtc: refused");
        return new PeerFailure(new Reason.Broken("the library failed"));
    }
}
