package io.centralita.engine.speech;

import io.centralita.engine.speech.SpeechFault.Blame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One request and its answer. One thread waits; any thread may close it, which ends the waiting
/// and closes the connection of an answer that was not read to its end.
final class Exchange implements AutoCloseable {
    private final String host;
    private final Allowance allowance;
    private final Inflow inflow;
    private final CompletableFuture<HttpResponse<Inflow>> response;

    Exchange(
            HttpClient http,
            HttpRequest request,
            String host,
            Allowance allowance,
            long mostAhead) {
        this.host = host;
        this.allowance = allowance;
        inflow = new Inflow(mostAhead);
        response = http.sendAsync(request, _ -> inflow);
    }

    /// Status and headers of a good answer.
    ///
    /// @throws SpeechFault also where the server refused
    HttpResponse<?> head() throws SpeechFault, InterruptedException {
        var head = await();
        if (head.statusCode() != 200) {
            throw Refusals.read(head, host, this);
        }
        return head;
    }

    private HttpResponse<Inflow> await() throws SpeechFault, InterruptedException {
        long start = allowance.now();
        try {
            return response.get(allowance.nextWait(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw SpeechFault.late(host, allowance.missed());
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        } catch (CancellationException e) {
            throw SpeechFault.unreachable(host, Blame.REQUEST, e);
        } finally {
            allowance.waitedSince(start);
        }
    }

    private SpeechFault broken(@Nullable Throwable cause) {
        return switch (cause) {
            // Nobody there, or nobody to be trusted: a second try is a second disappointment.
            case HttpConnectTimeoutException e -> SpeechFault.unreachable(host, Blame.SERVER, e);
            case ConnectException e -> SpeechFault.unreachable(host, Blame.SERVER, e);
            case SSLException e -> SpeechFault.unreachable(host, Blame.SERVER, e);
            // A kept connection that the server had just closed, for example.
            case IOException e -> SpeechFault.unreachable(host, Blame.CHANCE, e);
            case null -> SpeechFault.unusable(host, Blame.SERVER, "no answer");
            case Throwable e -> SpeechFault.unreachable(host, Blame.SERVER, e);
        };
    }

    /// The next piece of the body, null at its end.
    @Nullable ByteBuffer next() throws SpeechFault, InterruptedException {
        long start = allowance.now();
        try {
            return switch (inflow.next(allowance.nextWait())) {
                case Inflow.Found.Piece(var bytes) -> bytes;
                case Inflow.Found.End _ -> null;
                case Inflow.Found.Nothing _ -> throw SpeechFault.late(host, allowance.missed());
            };
        } catch (IOException e) {
            throw SpeechFault.unreachable(host, Blame.CHANCE, e);
        } finally {
            allowance.waitedSince(start);
        }
    }

    /// The whole rest of the body.
    ///
    /// @param most bytes
    /// @throws SpeechFault where it is longer
    byte[] rest(int most) throws SpeechFault, InterruptedException {
        var all = new ByteArrayOutputStream();
        for (var piece = next(); piece != null; piece = next()) {
            if (all.size() + piece.remaining() > most) {
                throw SpeechFault.unusable(
                        host, Blame.SERVER, "answer of more than " + most + " bytes");
            }
            var bytes = new byte[piece.remaining()];
            piece.get(bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    String host() {
        return host;
    }

    @Override
    public void close() {
        response.cancel(true);
        inflow.cancel();
    }
}
