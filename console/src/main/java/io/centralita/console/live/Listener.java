package io.centralita.console.live;

import io.centralita.call.record.Moment;
import io.centralita.call.watch.LiveCall;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Somebody who listens to a call and says nothing. Where the caller is to be told, nothing is
/// heard before they are, by nobody; whoever joins others does not have them told again. Confined
/// to the socket's event loop.
final class Listener extends Earpiece {
    /// How long the caller's being told may take: what is being said is heard first.
    private static final long PATIENCE_BEATS = Duration.ofSeconds(30).dividedBy(frame());

    static final String SENTENCE = "operator.listens";

    private final String name;
    private final Listeners listeners;
    private final long since;
    private boolean waits;
    private long beats;

    Listener(
            Vertx vertx,
            ServerWebSocket socket,
            LiveCall call,
            String name,
            OperatorRules.Listening rule,
            Listeners listeners,
            BooleanSupplier welcome) {
        super(vertx, socket, call, welcome);
        this.name = name;
        this.listeners = listeners;
        var company = listeners.more(call.id(), call.since(0).version());
        since = company.since();
        boolean announced = rule == OperatorRules.Listening.ANNOUNCED;
        waits = announced && !isTold();
        call.desk().listens(name, announced && company.count() == 1);
        socket.textMessageHandler(_ -> {}); // nothing to say to us
        if (!waits) {
            begin();
        }
    }

    private void begin() {
        if (!listen()) {
            finish(TRY_AGAIN_LATER, Map.of("type", "refused", "error", "too-many-listeners"));
        }
    }

    @Override
    void onBeat() {
        if (!waits) {
            return;
        }
        beats++;
        if (isTold()) {
            waits = false;
            begin();
        } else if (beats > PATIENCE_BEATS) {
            finish(TRY_AGAIN_LATER, Map.of("type", "refused", "error", "not-announced"));
        }
    }

    /// Whether the caller has been told since somebody has been listening.
    private boolean isTold() {
        return call().since(since).moments().stream()
                .anyMatch(
                        moment ->
                                moment.kind() == Moment.Kind.SENTENCE
                                        && SENTENCE.equals(moment.name()));
    }

    @Override
    void whenGone() {
        listeners.less(call().id());
        call().desk().listensNoMore(name);
    }
}
