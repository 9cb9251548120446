package io.centralita.channel.asterisk.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriFinding.Application;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Looks at an Asterisk as an operator would who wants to know why it does not work: step by step,
/// as far as the first thing that is wrong. Changes nothing there, and takes nobody's place: for
/// the moment of a handshake it is an application of its own.
public final class AriProbe implements AutoCloseable {
    private static final String PROBE = "centralita-probe-";

    /// What ARI is made of, as far as we need it, and where that is looked for.
    private record Part(String module, AriRequest request) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("res_ari_asterisk.so", AriRequest.get("asterisk", "info")),
                    new Part("res_ari_channels.so", AriRequest.get("channels")),
                    new Part("res_ari_bridges.so", AriRequest.get("bridges")),
                    new Part("res_ari_applications.so", AriRequest.get("applications")));

    private final AriSettings settings;
    private final Time time;
    private final AriHttp http;
    private final AriClient ari;
    private final VertxAriLoop loop;
    private final String host;
    private final int port;

    public AriProbe(Vertx vertx, AriSettings settings, Time time) {
        this.settings = settings;
        this.time = time;
        http = new AriHttp(vertx, settings, time);
        ari = new AriClient(settings, http, time, AriExchanges.Pause.REAL, ChannelMetrics.NONE);
        loop = VertxAriLoop.of(vertx, time);
        host = settings.base().getHost();
        port = AriHttp.port(settings.base());
    }

    /// The work stops at the first of these.
    private static final class Found extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient AriFinding finding;

        Found(AriFinding finding) {
            super(finding.toString(), null, false, false);
            this.finding = finding;
        }
    }

    /// Blocks, some seconds at most for each step.
    public AriFinding look() throws InterruptedException {
        try {
            return steps();
        } catch (Found found) {
            return found.finding;
        } catch (AriFailure failure) {
            return switch (failure.reason()) {
                case AriFailure.Reason.Refused(int status, _) -> new AriFinding.Failing(status);
                case AriFailure.Reason.Unreachable() -> new AriFinding.ClosedUnanswered(host, port);
                case AriFailure.Reason.TimedOut() -> new AriFinding.NoAnswer(host, port);
                case AriFailure.Reason.Garbled() -> new AriFinding.NotHttp(host, port);
            };
        }
    }

    private AriFinding steps() throws Found, AriFailure, InterruptedException {
        var missing = new ArrayList<String>();
        for (var part : PARTS) {
            if (!isThere(part.request())) {
                missing.add(part.module());
            }
        }
        if (!missing.isEmpty()) {
            return new AriFinding.AriIncomplete(missing);
        }
        var info = ari.info();
        mayChange(info);
        eventsCome(info);
        return new AriFinding.Ready(info, ari.modules(), application());
    }

    /// @return false where ARI is there and this part of it is not
    private boolean isThere(AriRequest request) throws Found, InterruptedException {
        var answer = answer(request);
        boolean asterisk = answer.isByAsterisk() || answer.json();
        int status = answer.status();
        if (!asterisk) {
            throw new Found(new AriFinding.NotAsterisk(answer.server(), status));
        }
        if (status == 401) {
            throw new Found(new AriFinding.WrongCredentials());
        }
        if (status == 404 && !answer.json()) {
            throw new Found(new AriFinding.AriDisabled(answer.server()));
        }
        if (status == 404) {
            return false;
        }
        if (!answer.isDone()) {
            throw new Found(new AriFinding.Failing(status));
        }
        if (!isJson(answer)) {
            throw new Found(new AriFinding.NotAsterisk(answer.server(), status));
        }
        return true;
    }

    private static boolean isJson(AriAnswer answer) {
        try {
            return AriReader.tree(answer.body()).isContainerNode();
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    private AriAnswer answer(AriRequest request) throws Found, InterruptedException {
        return switch (http.once(request, settings.limits().request())) {
            case Attempt.Answered(var answer) -> answer;
            case Attempt.NotSent(var cause) -> throw new Found(unsent(cause));
            case Attempt.Broken(_, _) ->
                    throw new Found(new AriFinding.ClosedUnanswered(host, port));
            case Attempt.Late(boolean sent) -> throw new Found(late(sent));
            case Attempt.Nonsense() -> throw new Found(new AriFinding.NotHttp(host, port));
        };
    }

    /// A connection that cannot be made is given up sooner: what is not there yet is TLS.
    private AriFinding late(boolean sent) {
        return !sent && "https".equals(settings.base().getScheme())
                ? new AriFinding.TlsFailed(host, port, "no answer to the handshake")
                : new AriFinding.NoAnswer(host, port);
    }

    private AriFinding unsent(Throwable cause) {
        return switch (cause) {
            case UnknownHostException _ -> new AriFinding.UnknownHost(host);
            case ConnectTimeoutException _ -> new AriFinding.NoAnswer(host, port);
            case TimeoutException _ -> new AriFinding.NoAnswer(host, port);
            case NoRouteToHostException _ -> new AriFinding.NoAnswer(host, port);
            case ConnectException _ -> new AriFinding.NothingListens(host, port);
            case SSLException tls ->
                    new AriFinding.TlsFailed(host, port, String.valueOf(tls.getMessage()));
            default -> new AriFinding.ClosedUnanswered(host, port);
        };
    }

    /// Asked for something that cannot be done, who may do it learns that it cannot be done.
    private void mayChange(Ari.Info info) throws Found, InterruptedException {
        var answer = answer(AriRequest.delete("channels", PROBE + UUID.randomUUID()));
        switch (answer.status()) {
            case 404 -> {
                // It is not there, and we might have hung it up.
            }
            case 403 -> throw new Found(new AriFinding.ReadOnly(info));
            default -> throw new Found(new AriFinding.Failing(answer.status()));
        }
    }

    private void eventsCome(Ari.Info info) throws Found, InterruptedException {
        var own =
                new AriSettings(
                        settings.base(),
                        settings.username(),
                        settings.password(),
                        PROBE + UUID.randomUUID(),
                        AriSettings.Events.CONNECT,
                        settings.limits());
        var connector = new VertxEventConnector(loop, own);
        try {
            var handshake = new Handshake();
            loop.run(() -> connector.connect(handshake));
            var status = time.poll(handshake.status, settings.limits().request().toNanos());
            if (status == null || status != Handshake.DONE) {
                throw new Found(new AriFinding.NoEvents(info, status == null ? 0 : status));
            }
        } finally {
            connector.close();
        }
    }

    private static final class Handshake implements EventConnector.Listener {
        static final int DONE = 101;

        final BlockingQueue<Integer> status = new ArrayBlockingQueue<>(1);

        @Override
        public void opened(EventWire wire) {
            status.add(DONE);
            wire.close(EventLine.GOING, "");
        }

        @Override
        public void failed(EventConnector.Trouble trouble) {
            status.add(trouble.status());
        }

        @Override
        public void text(String message) {}

        @Override
        public void pong() {}

        @Override
        public void closed(String detail) {}
    }

    private Application application() throws AriFailure, InterruptedException {
        Optional<AriApplication> known = ari.application();
        if (known.isEmpty()) {
            return new Application.Free();
        }
        var what = known.get();
        return what.channels().isEmpty() && what.bridges().isEmpty()
                ? new Application.Taken()
                : new Application.Occupied(what);
    }

    @Override
    public void close() {
        ari.close();
    }
}
