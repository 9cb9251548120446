package io.centralita.channel.asterisk.audiosocket;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The TCP server: one instance on each of some event loops, all on one port.
final class Listener {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    /// What may wait for the network in our own queue: 40 ms of audio at 24 kHz, 100 ms at 8 kHz.
    private static final int QUEUE_BYTES = 2_048;

    /// What may wait in the system's: audio there cannot be taken back, so as little as keeps the
    /// line going (16 kHz over 200 ms of round trip).
    private static final int SEND_BUFFER_BYTES = 8_192;

    private static final int BACKLOG = 1_024;

    private final Vertx vertx;
    private final AudioSocketSettings settings;
    private final Connection.Parts parts;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nameless = new AtomicInteger();
    private volatile int port;
    private volatile @Nullable String deployment;

    Listener(Vertx vertx, AudioSocketSettings settings, Connection.Parts parts) {
        this.vertx = vertx;
        this.settings = settings;
        this.parts = parts;
    }

    Future<Integer> listen() {
        var options =
                new NetServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port())
                        .setAcceptBacklog(BACKLOG)
                        .setReuseAddress(true)
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setSendBufferSize(SEND_BUFFER_BYTES)
                        .setIdleTimeout(0);
        return vertx.deployVerticle(
                        () -> new Instance(options),
                        new DeploymentOptions().setInstances(settings.loops()))
                .map(
                        id -> {
                            deployment = id;
                            log.atInfo()
                                    .addKeyValue("host", settings.host())
                                    .addKeyValue("port", port)
                                    .log("listening for AudioSocket");
                            return port;
                        });
    }

    /// 0 while nobody listens.
    int port() {
        return port;
    }

    int connections() {
        return connections.size();
    }

    Future<Void> close() {
        var id = deployment;
        deployment = null;
        port = 0;
        connections.forEach(connection -> connection.close("shutdown"));
        return id == null ? Future.succeededFuture() : vertx.undeploy(id);
    }

    private void connected(NetSocket socket, Context context) {
        var lineSocket = new NetLineSocket(socket, parts.timers(), QUEUE_BYTES);
        if (nameless.incrementAndGet() > settings.limits().nameless()) {
            nameless.decrementAndGet();
            log.atWarn()
                    .addKeyValue("peer", socket.remoteAddress())
                    .log("too many audio connections without an id");
            parts.metrics().refused(AudioSocketTransport.NAME, "nameless-full");
            lineSocket.end(MessageWriter.hangUp());
            return;
        }
        var connection =
                new Connection(
                        parts,
                        lineSocket,
                        socket.remoteAddress().hostAddress(),
                        task -> context.runOnContext(_ -> task.run()),
                        nameless::decrementAndGet);
        connections.add(connection);
        socket.handler(connection::read);
        socket.exceptionHandler(connection::failed);
        socket.closeHandler(
                _ -> {
                    connections.remove(connection);
                    connection.closed();
                });
    }

    private final class Instance extends VerticleBase {
        private final NetServerOptions options;

        Instance(NetServerOptions options) {
            this.options = options;
        }

        @Override
        public Future<NetServer> start() {
            return vertx.createNetServer(options)
                    .connectHandler(socket -> connected(socket, context))
                    .exceptionHandler(
                            failure ->
                                    log.atWarn()
                                            .setCause(failure)
                                            .log("audio connection was not taken"))
                    .listen()
                    .onSuccess(server -> port = server.actualPort());
        }
    }
}
