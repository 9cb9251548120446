package io.centralita.channel.webrtc.peer.child;

import io.centralita.channel.webrtc.peer.PeerCounts;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.PeerStats;
import io.centralita.channel.webrtc.peer.PeerStats.CandidateType;
import io.centralita.channel.webrtc.peer.PeerStats.Pair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Values of the port as bytes, between two processes of the same program: field by field, in the
/// order of their records.
final class Bodies {
    /// Both ends are ours; what comes all the same is kept to what is said here.
    private static final ObjectInputFilter OURS =
            ObjectInputFilter.Config.createFilter(
                    "maxbytes=65536;maxdepth=20;io.centralita.channel.webrtc.peer.*;java.lang.*;"
                            + "java.util.*;!*");

    private Bodies() {}

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] write(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static DataInputStream reading(byte[] body) {
        return new DataInputStream(new ByteArrayInputStream(body));
    }

    /// Of a few sealed kinds: failures and what is missing.
    static byte[] object(Serializable value) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// @throws IOException it is something else
    static <T> T object(byte[] body, Class<T> type) throws IOException {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(body))) {
            in.setObjectInputFilter(OURS);
            return type.cast(in.readObject());
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IOException("no " + type.getSimpleName(), e);
        }
    }

    static byte[] settings(PeerSettings settings) {
        return write(
                out -> {
                    out.writeInt(settings.limit());
                    out.writeInt(settings.firstPort());
                    out.writeInt(settings.lastPort());
                    texts(out, settings.advertised());
                    out.writeInt(settings.servers().size());
                    for (var server : settings.servers()) {
                        texts(out, server.urls());
                        var login = server.login();
                        out.writeBoolean(login.isPresent());
                        if (login.isPresent()) {
                            out.writeUTF(login.get().username());
                            out.writeUTF(login.get().credential());
                        }
                    }
                    out.writeBoolean(settings.tcp());
                    out.writeLong(settings.gathering().toMillis());
                    out.writeLong(settings.patience().toMillis());
                    out.writeUTF(settings.dataChannel());
                });
    }

    static PeerSettings settings(byte[] body) throws IOException {
        var in = reading(body);
        int limit = in.readInt();
        int first = in.readInt();
        int last = in.readInt();
        var advertised = texts(in);
        var servers = new ArrayList<PeerSettings.Server>();
        for (int i = in.readInt(); i > 0; i--) {
            var urls = texts(in);
            Optional<PeerSettings.Login> login =
                    in.readBoolean()
                            ? Optional.of(new PeerSettings.Login(in.readUTF(), in.readUTF()))
                            : Optional.empty();
            servers.add(new PeerSettings.Server(urls, login));
        }
        return new PeerSettings(
                limit,
                first,
                last,
                advertised,
                servers,
                in.readBoolean(),
                Duration.ofMillis(in.readLong()),
                Duration.ofMillis(in.readLong()),
                in.readUTF());
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (var text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (int i = in.readInt(); i > 0; i--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    static byte[] counts(PeerCounts counts) {
        return write(
                out -> {
                    out.writeInt(counts.open());
                    out.writeInt(counts.factories());
                    out.writeLong(counts.opened());
                    out.writeLong(counts.failed());
                    out.writeLong(counts.recycled());
                    out.writeLong(counts.audioDropped());
                    out.writeLong(counts.textsDropped());
                });
    }

    static PeerCounts counts(byte[] body) throws IOException {
        var in = reading(body);
        return new PeerCounts(
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    static byte[] stats(PeerStats stats) {
        return write(
                out -> {
                    var pair = stats.pair();
                    out.writeBoolean(pair.isPresent());
                    if (pair.isPresent()) {
                        out.writeUTF(pair.get().local().name());
                        out.writeUTF(pair.get().remote().name());
                        out.writeUTF(pair.get().protocol());
                    }
                    out.writeLong(stats.roundTrip().map(Duration::toNanos).orElse(-1L));
                    out.writeLong(stats.packetsReceived());
                    out.writeLong(stats.packetsLost());
                    out.writeLong(stats.jitter().toNanos());
                    out.writeLong(stats.packetsSent());
                    out.writeLong(stats.packetsLostThere());
                    out.writeLong(stats.concealed().toNanos());
                    out.writeLong(stats.heard().toNanos());
                });
    }

    static PeerStats stats(byte[] body) throws IOException {
        var in = reading(body);
        Optional<Pair> pair =
                in.readBoolean()
                        ? Optional.of(
                                new Pair(
                                        CandidateType.valueOf(in.readUTF()),
                                        CandidateType.valueOf(in.readUTF()),
                                        in.readUTF()))
                        : Optional.empty();
        long roundTrip = in.readLong();
        return new PeerStats(
                pair,
                roundTrip < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(roundTrip)),
                in.readLong(),
                in.readLong(),
                Duration.ofNanos(in.readLong()),
                in.readLong(),
                in.readLong(),
                Duration.ofNanos(in.readLong()),
                Duration.ofNanos(in.readLong()));
    }
}
