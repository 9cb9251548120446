package io.centralita.channel.asterisk;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away what nobody needs any more in Asterisk. What cannot be taken away now, because nobody
/// answers, is kept in mind for [#again]. Thread-safe; all but [#later] block.
final class Broom {
    /// Things kept in mind; more are found by their ids when Asterisk is asked what there is.
    private static final int MOST = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Broom.class);

    private sealed interface Litter {
        record Channel(String id, int cause) implements Litter {}

        record Bridge(String id) implements Litter {}
    }

    private final Ari ari;
    private final ChannelMetrics metrics;
    private final Map<String, Litter> left = new ConcurrentHashMap<>();

    Broom(Ari ari, ChannelMetrics metrics) {
        this.ari = ari;
        this.metrics = metrics;
    }

    /// @return false where nobody answers
    boolean hangUp(String channel, int cause) {
        return sweep(channel, new Litter.Channel(channel, cause));
    }

    boolean deleteBridge(String id) {
        return sweep(id, new Litter.Bridge(id));
    }

    /// Never blocks.
    void later(String channel, int cause) {
        keep(channel, new Litter.Channel(channel, cause));
    }

    /// Tries once more. Ends at the first that meets silence: others would too.
    void again() {
        for (var entry : left.entrySet()) {
            if (!sweep(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    int left() {
        return left.size();
    }

    private boolean sweep(String id, Litter litter) {
        try {
            switch (litter) {
                case Litter.Channel(var channel, int cause) -> ari.hangUp(channel, cause);
                case Litter.Bridge(var bridge) -> ari.deleteBridge(bridge);
            }
            left.remove(id);
            return true;
        } catch (AriFailure failure) {
            return refused(id, litter, failure);
        } catch (InterruptedException _) {
            keep(id, litter);
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What Asterisk does not know is gone; what it cannot do just now is tried again.
    ///
    /// @return false where nobody answers
    private boolean refused(String id, Litter litter, AriFailure failure) {
        boolean answered = failure.reason() instanceof Reason.Refused;
        if (failure.isLateness()) {
            left.remove(id);
            log.atDebug()
                    .addKeyValue("id", id)
                    .addKeyValue("why", failure.reason())
                    .log("not there to be taken away");
            return true;
        }
        keep(id, litter);
        metrics.event(AsteriskChannel.NAME, "take-away", answered ? "refused" : "no-answer");
        log.atWarn()
                .addKeyValue("id", id)
                .addKeyValue("why", failure.reason())
                .log("could not be taken away yet");
        return answered;
    }

    private void keep(String id, Litter litter) {
        if (left.size() < MOST) {
            left.put(id, litter);
        } else {
            metrics.oddity(AsteriskChannel.NAME, "too-much-left");
        }
    }
}
