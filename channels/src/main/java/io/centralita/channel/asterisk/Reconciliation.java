package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.AriBridge;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what we believe of Asterisk and what there is in it the same again: after events were
/// missed, at the start, and now and then. Calls whose caller is gone end; what no call needs is
/// taken away; callers whom nobody serves become calls. What may only be on its way at that moment,
/// or belong to a process that has just been replaced by us, has to be found twice: such a process
/// says meanwhile that it still serves its callers ([Claims]), and all it has is left alone.
///
/// Two people who were put through to each other by an earlier process go on talking; when one of
/// them leaves, the other is hung up. Confined to the housekeeper's thread.
final class Reconciliation {
    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private final Surroundings around;
    private final Consumer<AriChannel> adopt;
    private final Claims claims;

    /// Found once, in the last round.
    private Set<String> doubtful = Set.of();

    /// Callers in mid-conversation with somebody they were put through to by an earlier process.
    private final Set<String> putThrough = new HashSet<>();

    /// @param adopt makes a call of a caller whom nobody serves
    Reconciliation(Surroundings around, Consumer<AriChannel> adopt) {
        this.around = around;
        this.adopt = adopt;
        claims = new Claims(around.ari(), around.time(), around.ids().process());
    }

    /// @return whether something was found that has to be looked at again soon
    boolean round() throws AriFailure, InterruptedException {
        claims.letGo();
        var callers = around.roster().callers();
        var made = around.roster().made();
        var there = Inventory.of(around.ari());
        var seen = new HashSet<String>();
        callers.stream().filter(id -> !there.present().contains(id)).forEach(this::gone);
        made.stream()
                .filter(id -> around.ids().isChannel(id) && !there.channels().containsKey(id))
                .filter(id -> isCertain(id, seen))
                .forEach(this::gone);
        var spared = peopleTalking(there);
        var peers = peers(there, spared);
        sweepBridges(there, spared, peers, seen);
        there.channels().keySet().stream()
                .filter(id -> isLitter(id, peers) && !spared.contains(id))
                .filter(id -> around.ids().isOwn(id) || isCertain(id, seen))
                .forEach(this::hangUp);
        there.here()
                .filter(one -> isStranger(one.id()) && !spared.contains(one.id()))
                .filter(one -> isCertain(one.id(), seen))
                .forEach(this::takeIn);
        putThrough.retainAll(there.channels().keySet());
        doubtful = seen;
        return !seen.isEmpty();
    }

    /// Somebody else listens as our application. Ends the calls whose caller is gone, and claims
    /// the others; nothing else is touched.
    void whileReplaced() throws AriFailure, InterruptedException {
        claims.hold(callersLeft(around.roster().callers()));
    }

    /// Nothing is told for the time being, but Asterisk may answer: ends the calls whose caller is
    /// gone, who would else be spoken to until events are heard again. Nothing else is touched.
    ///
    /// @return whether there are calls whose caller may go
    boolean whileLost() throws AriFailure, InterruptedException {
        var callers = around.roster().callers();
        return !callers.isEmpty() && !callersLeft(callers).isEmpty();
    }

    /// @param callers as we believe, from before Asterisk is asked
    private List<String> callersLeft(Collection<String> callers)
            throws AriFailure, InterruptedException {
        var there = Inventory.of(around.ari());
        callers.stream().filter(id -> !there.present().contains(id)).forEach(this::gone);
        return callers.stream().filter(there.present()::contains).toList();
    }

    private boolean isStranger(String id) {
        return !around.ids().isOfApplication(id) && !around.roster().knows(id);
    }

    private boolean isLitter(String id, Set<String> peers) {
        return around.ids().isOfApplication(id)
                && !around.roster().knows(id)
                && !peers.contains(around.ids().processOf(id));
    }

    /// Processes that were replaced and still serve callers, who are spared.
    private Set<String> peers(Inventory there, Set<String> spared)
            throws AriFailure, InterruptedException {
        var peers = new HashSet<String>();
        for (var one : there.here().filter(channel -> isStranger(channel.id())).toList()) {
            var peer = claims.on(one.id());
            if (peer.isPresent()) {
                peers.add(peer.get());
                spared.add(one.id());
            }
        }
        return peers;
    }

    private void hangUp(String id) {
        log.atWarn().addKeyValue("channel", id).log("channel of ours that nobody needs");
        around.broom().hangUp(id, Causes.NORMAL);
    }

    private boolean isCertain(String id, Set<String> seen) {
        if (doubtful.contains(id)) {
            return true;
        }
        seen.add(id);
        return false;
    }

    private void gone(String id) {
        log.atWarn().addKeyValue("channel", id).log("channel is gone, and nobody had said so");
        var channel = new AriChannel(id, "", "", "", "", "", "", "", "", Map.of());
        around.roster().tell(id, new Signal.Told(new AriEvent.StasisEnd(channel)));
    }

    /// Channels in bridges of an earlier process in which somebody speaks with a person.
    private Set<String> peopleTalking(Inventory there) {
        var talking = new HashSet<String>();
        for (var bridge : there.bridges()) {
            if (isOfEarlierProcess(bridge) && isConversation(bridge.channels())) {
                talking.addAll(bridge.channels());
                bridge.channels().stream()
                        .filter(id -> !around.ids().isOfApplication(id))
                        .forEach(putThrough::add);
            }
        }
        return talking;
    }

    private boolean isOfEarlierProcess(AriBridge bridge) {
        return around.ids().isOfApplication(bridge.id()) && !around.ids().isOwn(bridge.id());
    }

    private boolean isConversation(List<String> channels) {
        return channels.stream().anyMatch(around.ids()::isPerson)
                && channels.stream().anyMatch(id -> !around.ids().isOfApplication(id));
    }

    private void sweepBridges(
            Inventory there, Set<String> spared, Set<String> peers, Set<String> seen) {
        for (var bridge : there.bridges()) {
            if (isLitter(bridge.id(), peers)
                    && bridge.channels().stream().noneMatch(spared::contains)
                    && (around.ids().isOwn(bridge.id()) || isCertain(bridge.id(), seen))) {
                log.atWarn().addKeyValue("bridge", bridge.id()).log("bridge that nobody needs");
                around.broom().deleteBridge(bridge.id());
            }
        }
    }

    private void takeIn(AriChannel channel) {
        if (putThrough.remove(channel.id())) {
            around.broom().hangUp(channel.id(), Causes.NORMAL);
        } else {
            log.atWarn().addKeyValue("channel", channel.id()).log("caller whom nobody serves");
            around.metrics().event(AsteriskChannel.NAME, "adopted", "caller");
            adopt.accept(channel);
        }
    }
}
