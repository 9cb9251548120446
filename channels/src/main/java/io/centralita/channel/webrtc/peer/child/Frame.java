package io.centralita.channel.webrtc.peer.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One message between the processes: `length (4) kind (1) connection (8) question (4) body`, big
/// endian; the length is that of what follows it.
///
/// @param connection 0 where it is about none
/// @param question what it answers, or is to be answered under; 0 where there is no answer
record Frame(Kind kind, long connection, int question, byte[] body) {
    private static final int HEAD = 1 + 8 + 4;

    /// A text of 256 KiB in three bytes each, and then some.
    private static final int LONGEST = 1024 * 1024;

    /// Both ends are the same program.
    private static final List<Kind> KINDS = List.of(Kind.values());

    private static final byte[] NOTHING = {};

    /// What is said. Questions are answered by [#DONE] or [#FAILED].
    enum Kind {
        /// The first one: [io.centralita.channel.webrtc.peer.PeerSettings].
        BEGIN,
        /// Question: load and try out. Answer: an [io.centralita.channel.webrtc.peer.Availability].
        PREPARE,
        /// Question: a connection for an offer. Answer: our description.
        ANSWER,
        /// Question: another offer. Answer: our description.
        RENEGOTIATE,
        /// Question: a connection that is offered. Answer: our description.
        OFFER,
        /// Question: an answer to our offer.
        ACCEPT,
        /// Question: a new way. Answer: our description.
        RESTART,
        /// Question. Answer: [io.centralita.channel.webrtc.peer.PeerStats].
        STATS,
        /// Audio of ours.
        SAY,
        /// A text of ours; [#TOOK] follows.
        SEND,
        /// Ends a connection; [#CLOSED] follows.
        CLOSE,

        DONE,
        /// [io.centralita.channel.webrtc.peer.PeerFailure.Reason].
        FAILED,
        /// So many bytes of texts are on their way.
        TOOK,
        STATE,
        CHANNEL_OPENED,
        CHANNEL_CLOSED,
        TEXT,
        AUDIO,
        CLOSED,
        /// [io.centralita.channel.webrtc.peer.PeerCounts], from time to time.
        COUNTS
    }

    static Frame of(Kind kind, long connection) {
        return new Frame(kind, connection, 0, NOTHING);
    }

    static Frame of(Kind kind, long connection, byte[] body) {
        return new Frame(kind, connection, 0, body);
    }

    static Frame of(Kind kind, long connection, String body) {
        return new Frame(kind, connection, 0, body.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    int bytes() {
        return 4 + HEAD + body.length;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(HEAD + body.length);
        out.writeByte(KINDS.indexOf(kind));
        out.writeLong(connection);
        out.writeInt(question);
        out.write(body);
    }

    /// @throws IOException the end, or nothing that we understand
    static Frame read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < HEAD || length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        int kind = in.readUnsignedByte();
        if (kind >= KINDS.size()) {
            throw new IOException("a frame of kind " + kind);
        }
        long connection = in.readLong();
        int question = in.readInt();
        var body = new byte[length - HEAD];
        in.readFully(body);
        return new Frame(KINDS.get(kind), connection, question, body);
    }
}
