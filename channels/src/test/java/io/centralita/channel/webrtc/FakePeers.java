package io.centralita.channel.webrtc;

import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerCounts;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerOffer;
import io.centralita.channel.webrtc.peer.PeerState;
import io.centralita.channel.webrtc.peer.PeerStats;
import io.centralita.channel.webrtc.peer.Peers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Ends of connections without a network: a test is the browser at the other end. As strict as the
/// port says.
final class FakePeers implements Peers {
    static final String OFFER =
            String.join(
                    "\r\n",
                    "v=0",
                    "o=- 1 2 IN IP4 127.0.0.1",
                    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                    "");

    final List<End> ends = new CopyOnWriteArrayList<>();
    volatile PeerFailure.@Nullable Reason refusal;
    volatile Availability availability = new Availability.Ready("fake");

    End last() {
        return ends.getLast();
    }

    long open() {
        return ends.stream().filter(end -> !end.closed).count();
    }

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public Availability prepare() {
        return availability;
    }

    @Override
    public Peer answer(String offer, Executor executor, PeerListener listener) throws PeerFailure {
        var why = refusal;
        if (why != null) {
            throw new PeerFailure(why);
        }
        var end = new End("peer-" + ends.size(), executor, listener);
        ends.add(end);
        end.tell(to -> to.state(PeerState.CONNECTING));
        return end;
    }

    @Override
    public PeerOffer offer(Executor executor, PeerListener listener) {
        throw new UnsupportedOperationException("nobody is called");
    }

    @Override
    public PeerCounts counts() {
        return new PeerCounts((int) open(), 1, ends.size(), 0, 0, 0, 0);
    }

    @Override
    public void close() {
        ends.forEach(End::close);
    }

    /// One end, and what the browser does and gets at the other.
    static final class End implements Peer {
        private final String id;
        private final Executor executor;
        private final PeerListener listener;
        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<byte[]> audio = new CopyOnWriteArrayList<>();
        volatile Sent answer = Sent.TAKEN;
        volatile boolean channelOpen;
        volatile boolean closed;
        final AtomicInteger restarts = new AtomicInteger();

        End(String id, Executor executor, PeerListener listener) {
            this.id = id;
            this.executor = executor;
            this.listener = listener;
        }

        interface Report {
            void to(PeerListener listener);
        }

        void tell(Report report) {
            executor.execute(() -> report.to(listener));
        }

        void state(PeerState state) {
            tell(to -> to.state(state));
        }

        void connect() {
            state(PeerState.CONNECTED);
            channelOpen = true;
            tell(PeerListener::dataChannelOpened);
        }

        void closeChannel() {
            channelOpen = false;
            tell(PeerListener::dataChannelClosed);
        }

        void says(String json) {
            tell(to -> to.text(json.replace('\'', '"')));
        }

        void speak(int frames) {
            for (int i = 0; i < frames; i++) {
                tell(to -> to.audio(new byte[960]));
            }
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String description() {
            return "v=0\r\nanswer of " + id + "\r\n";
        }

        @Override
        public String renegotiate(String offer) throws PeerFailure {
            if (closed) {
                throw new PeerFailure(new PeerFailure.Reason.Closed());
            }
            return "v=0\r\nanswer " + restarts.incrementAndGet() + " of " + id + "\r\n";
        }

        @Override
        public PeerOffer restart() {
            throw new UnsupportedOperationException("we do not offer");
        }

        @Override
        public void say(byte[] frame) {
            if (frame.length != 960 && frame.length != 480) {
                throw new IllegalArgumentException("bytes: " + frame.length);
            }
            if (!closed && channelOpen) {
                audio.add(frame);
            }
        }

        @Override
        public Sent send(String text) {
            if (closed || !channelOpen) {
                return Sent.NOT_OPEN;
            }
            if (answer == Sent.TAKEN) {
                texts.add(text);
            }
            return answer;
        }

        @Override
        public CompletionStage<PeerStats> stats() {
            return CompletableFuture.completedStage(PeerStats.NONE);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                tell(to -> to.closed(PeerEnd.CLOSED));
            }
        }

        /// The library gives it up.
        void end(PeerEnd how) {
            closed = true;
            tell(to -> to.closed(how));
        }
    }
}
