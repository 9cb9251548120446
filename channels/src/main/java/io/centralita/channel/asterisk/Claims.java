package io.centralita.channel.asterisk;

import io.centralita.call.scope.Time;
import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a process says of its callers that it still serves them, once another one listens as our
/// application (a rolling restart): by a variable of the caller's channel, which holds for a while.
/// Confined to the housekeeper's thread.
final class Claims {
    static final String VARIABLE = "CENTRALITA_SERVED_BY";

    /// Longer than a few renewals, and than clocks of two machines differ.
    static final Duration LIFE = Duration.ofSeconds(90);

    private static final Duration EVERY = Duration.ofSeconds(20);

    /// A process and the second until which it holds.
    private static final Pattern CLAIM = Pattern.compile("([a-z0-9]{8}) ([0-9]{1,12})");

    private static final Logger log = LoggerFactory.getLogger(Claims.class);

    private final Ari ari;
    private final Time time;
    private final String process;
    private Instant renewed = Instant.MIN;

    /// @param process our own, as in [Ids]
    Claims(Ari ari, Time time, String process) {
        this.ari = ari;
        this.time = time;
        this.process = process;
    }

    /// Somebody else listens: says of our callers that they are ours.
    void hold(Collection<String> callers) throws InterruptedException {
        var now = time.now();
        if (now.isBefore(renewed.equals(Instant.MIN) ? now : renewed.plus(EVERY))) {
            return;
        }
        renewed = now;
        var claim = process + " " + now.plus(LIFE).getEpochSecond();
        for (var caller : callers) {
            try {
                ari.setVariable(caller, VARIABLE, claim);
            } catch (AriFailure failure) {
                log.atDebug()
                        .addKeyValue("channel", caller)
                        .addKeyValue("why", failure.reason())
                        .log("caller was not claimed");
            }
        }
    }

    /// We listen again.
    void letGo() {
        renewed = Instant.MIN;
    }

    /// The process that serves a caller by its own word, which still holds; empty where none does.
    Optional<String> on(String channel) throws AriFailure, InterruptedException {
        String told;
        try {
            told = ari.variable(channel, VARIABLE);
        } catch (AriFailure failure) {
            if (failure.reason() instanceof AriFailure.Reason.Refused) {
                return Optional.empty();
            }
            throw failure;
        }
        var claim = CLAIM.matcher(told);
        boolean holds =
                claim.matches() && Long.parseLong(claim.group(2)) > time.now().getEpochSecond();
        return holds ? Optional.of(claim.group(1)) : Optional.empty();
    }
}
