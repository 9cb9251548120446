package io.centralita.console.voice;

import io.centralita.console.voice.TurnProbe.IceUrl;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A way to a STUN server, one question at a time. Blocks.
sealed interface StunLine extends AutoCloseable {
    int TIMEOUT_MS = 5_000;
    int LARGEST = 4_096;

    /// The answer to this request.
    StunMessage exchange(StunMessage request) throws IOException;

    @Override
    void close() throws IOException;

    static StunLine to(IceUrl server) throws IOException {
        return server.tcp() ? new Stream(server) : new Datagrams(server);
    }

    /// Over UDP: asked again where nothing comes (RFC 8489 §6.2.1).
    final class Datagrams implements StunLine {
        private static final int TRIES = 5;

        private final DatagramSocket socket;

        Datagrams(IceUrl server) throws IOException {
            socket = new DatagramSocket();
            socket.setSoTimeout(TIMEOUT_MS / TRIES);
            socket.connect(server.address());
        }

        @Override
        public StunMessage exchange(StunMessage request) throws IOException {
            var bytes = request.bytes();
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(bytes, bytes.length));
                try {
                    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
                    socket.receive(packet);
                    var answer =
                            StunMessage.read(Arrays.copyOf(packet.getData(), packet.getLength()));
                    if (answer.answers(request)) {
                        return answer;
                    }
                } catch (SocketTimeoutException _) {
                    // Lost, or nobody is there: asked again.
                }
            }
            throw new SocketTimeoutException("no answer");
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /// Over TCP, with TLS or without.
    final class Stream implements StunLine {
        private final Socket socket;

        Stream(IceUrl server) throws IOException {
            var plain = new Socket();
            try {
                plain.connect(server.address(), TIMEOUT_MS);
                plain.setSoTimeout(TIMEOUT_MS);
                socket = server.tls() ? encrypted(plain, server) : plain;
            } catch (IOException | RuntimeException e) {
                plain.close();
                throw e;
            }
        }

        private static Socket encrypted(Socket plain, IceUrl server) throws IOException {
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var socket =
                    (SSLSocket) factory.createSocket(plain, server.host(), server.port(), true);
            var parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // as browsers check them
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        }

        @Override
        public StunMessage exchange(StunMessage request) throws IOException {
            socket.getOutputStream().write(request.bytes());
            var in = socket.getInputStream();
            var header = in.readNBytes(StunMessage.HEADER);
            if (header.length < StunMessage.HEADER) {
                throw new EOFException("closed without an answer");
            }
            int length = StunMessage.bodyLength(header);
            if (length > LARGEST) {
                throw new IOException("no STUN message");
            }
            var whole = Arrays.copyOf(header, StunMessage.HEADER + length);
            if (in.readNBytes(whole, StunMessage.HEADER, length) < length) {
                throw new EOFException("closed in the middle of an answer");
            }
            return StunMessage.read(whole);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
