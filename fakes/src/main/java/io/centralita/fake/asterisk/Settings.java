package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.pbx.DialPlan;
import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.fake.asterisk.rtp.Conditions;
import io.centralita.media.Recording;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How the Asterisk is.
///
/// @param dialPlan where calls go; by default all to [#APPLICATION], answered
/// @param clients of `websocket_client.conf`, by name
/// @param outbound ARI connections that Asterisk makes
/// @param sounds what can be played, by the name after `sound:`
/// @param keepAlive after which an idle HTTP connection is closed
/// @param sessionLimit HTTP connections, WebSockets included; further ones are closed
/// @param stasisDelay from the answer to externalMedia to the channel's StasisStart, at least
/// @param eventDelay events are late by this; at zero they are told while a request is worked on,
///   before its answer
/// @param stuckBytes unread by the other side of a media WebSocket at which writes to it block
/// @param certificate of `tlsenable`: then it speaks TLS only; null for plain HTTP
/// @param seed of everything that is left to chance
public record Settings(
        String username,
        String password,
        DialPlan dialPlan,
        Installation installation,
        Map<String, WebSocketClientSettings> clients,
        List<OutboundAri> outbound,
        Map<String, Recording> sounds,
        Duration keepAlive,
        int sessionLimit,
        Duration stasisDelay,
        Duration eventDelay,
        int stuckBytes,
        Plan plan,
        Conditions conditions,
        @Nullable KeyCertOptions certificate,
        long seed) {
    public static final String USERNAME = "Asterisk";
    public static final String PASSWORD = "secret";

    /// Where calls go if nothing else is said.
    public static final String APPLICATION = "centralita";

    public static final Settings DEFAULT =
            new Settings(
                    USERNAME,
                    PASSWORD,
                    DialPlan.EMPTY.otherwise(
                            Step.answer(), Step.stasis(APPLICATION, "${EXTEN}"), Step.hangup()),
                    Installation.CURRENT,
                    Map.of(),
                    List.of(),
                    Map.of(),
                    Duration.ofSeconds(15),
                    100,
                    Duration.ofMillis(2),
                    Duration.ZERO,
                    256 * 1_024,
                    Plan.NONE,
                    Conditions.PERFECT,
                    null,
                    1);

    public Settings {
        clients = Map.copyOf(clients);
        outbound = List.copyOf(outbound);
        sounds = Map.copyOf(sounds);
    }

    public Settings withDialPlan(DialPlan value) {
        return with(draft -> draft.dialPlan = value);
    }

    /// An extension more; see [DialPlan#with].
    public Settings withExtension(String exten, Step... steps) {
        return withDialPlan(dialPlan.with(exten, steps));
    }

    public Settings withInstallation(Installation value) {
        return with(draft -> draft.installation = value);
    }

    public Settings withClient(String name, WebSocketClientSettings client) {
        return with(draft -> draft.clients.put(name, client));
    }

    public Settings withOutbound(OutboundAri... value) {
        return with(draft -> draft.outbound = List.of(value));
    }

    public Settings withSound(String name, Recording sound) {
        return with(draft -> draft.sounds.put(name, sound));
    }

    public Settings withKeepAlive(Duration value) {
        return with(draft -> draft.keepAlive = value);
    }

    public Settings withSessionLimit(int value) {
        return with(draft -> draft.sessionLimit = value);
    }

    public Settings withStasisDelay(Duration value) {
        return with(draft -> draft.stasisDelay = value);
    }

    public Settings withEventDelay(Duration value) {
        return with(draft -> draft.eventDelay = value);
    }

    public Settings withStuckBytes(int value) {
        return with(draft -> draft.stuckBytes = value);
    }

    public Settings withPlan(Plan value) {
        return with(draft -> draft.plan = value);
    }

    public Settings withConditions(Conditions value) {
        return with(draft -> draft.conditions = value);
    }

    /// `https` and `wss`, and nothing else.
    public Settings withTls(KeyCertOptions value) {
        return with(draft -> draft.certificate = value);
    }

    public Settings withSeed(long value) {
        return with(draft -> draft.seed = value);
    }

    private Settings with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /// The same that can be changed.
    private static final class Draft {
        private final Settings from;
        DialPlan dialPlan;
        Installation installation;
        Map<String, WebSocketClientSettings> clients;
        List<OutboundAri> outbound;
        Map<String, Recording> sounds;
        Duration keepAlive;
        int sessionLimit;
        Duration stasisDelay;
        Duration eventDelay;
        int stuckBytes;
        Plan plan;
        Conditions conditions;
        @Nullable KeyCertOptions certificate;
        long seed;

        Draft(Settings from) {
            this.from = from;
            dialPlan = from.dialPlan;
            installation = from.installation;
            clients = new HashMap<>(from.clients);
            outbound = from.outbound;
            sounds = new HashMap<>(from.sounds);
            keepAlive = from.keepAlive;
            sessionLimit = from.sessionLimit;
            stasisDelay = from.stasisDelay;
            eventDelay = from.eventDelay;
            stuckBytes = from.stuckBytes;
            plan = from.plan;
            conditions = from.conditions;
            certificate = from.certificate;
            seed = from.seed;
        }

        Settings settings() {
            return new Settings(
                    from.username,
                    from.password,
                    dialPlan,
                    installation,
                    clients,
                    outbound,
                    sounds,
                    keepAlive,
                    sessionLimit,
                    stasisDelay,
                    eventDelay,
                    stuckBytes,
                    plan,
                    conditions,
                    certificate,
                    seed);
        }
    }
}
