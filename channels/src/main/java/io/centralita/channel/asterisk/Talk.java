package io.centralita.channel.asterisk;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A caller speaks with the assistant. Where what carries their audio is lost, it is made anew,
/// once. Confined to the call's thread.
final class Talk {
    private static final Logger log = LoggerFactory.getLogger(Talk.class);

    private final Stay stay;
    private final LegInfo info;
    private final CallBridge bridge;
    private final List<String> codecs;
    private MediaPath path;
    private boolean renewed;
    private Optional<String> recordedBy = Optional.empty();

    /// @param path in the bridge
    Talk(Stay stay, LegInfo info, CallBridge bridge, MediaPath path, List<String> codecs) {
        this.info = info;
        this.stay = stay;
        this.bridge = bridge;
        this.path = path;
        this.codecs = codecs;
    }

    MediaLine line() {
        return path.line();
    }

    String transport() {
        return path.transport().name();
    }

    CallBridge bridge() {
        return bridge;
    }

    MediaPath path() {
        return path;
    }

    LegInfo info() {
        return info;
    }

    /// @param ear the channel that listens, and goes when the call ends
    void recordedBy(Optional<String> ear) {
        recordedBy = ear;
    }

    List<String> codecs() {
        return codecs;
    }

    /// Until the switchboard ends the call.
    ///
    /// @return how; empty where the audio is lost for good
    Optional<CallEnd> run() throws CallerGone, InterruptedException {
        while (stay.legEnd().isEmpty()) {
            boolean lost = stay.isLost(path) || stay.inbox().await(this::turn) == Turn.LINE_LOST;
            if (lost && stay.legEnd().isEmpty() && !renew()) {
                stay.leg().ifPresent(leg -> leg.ended(false, "media-lost"));
                return Optional.empty();
            }
        }
        recordedBy.ifPresent(stay.belongings()::dropChannel);
        return stay.legEnd();
    }

    private enum Turn {
        LEG_CLOSED,
        LINE_LOST
    }

    private @Nullable Turn turn(Signal signal) {
        return switch (signal) {
            case Signal.LegClosed(var whose, var end) when stay.closes(whose, end) ->
                    Turn.LEG_CLOSED;
            case Signal.LineClosed(var line, _, _) when line == path.line() -> Turn.LINE_LOST;
            case Signal.Told(AriEvent.StasisEnd(var channel))
                    when channel.id().equals(path.channel()) ->
                    Turn.LINE_LOST;
            case Signal.Told(AriEvent.Destroyed(var channel, _, _))
                    when channel.id().equals(path.channel()) ->
                    Turn.LINE_LOST;
            default -> null;
        };
    }

    private boolean renew() throws CallerGone, InterruptedException {
        log.atWarn()
                .addKeyValue("call", stay.callId())
                .addKeyValue("transport", transport())
                .addKeyValue("again", !renewed)
                .log("audio is lost while the caller is there");
        stay.around().metrics().event(AsteriskChannel.NAME, "media-lost", transport());
        if (renewed) {
            return false;
        }
        renewed = true;
        try {
            var next = bridge.replace(path, codecs);
            if (!next.line().format().equals(path.line().format())) {
                return false;
            }
            path = next;
            stay.leg().ifPresent(leg -> leg.goOnOver(next.line()));
            return true;
        } catch (NoMedia | AriFailure e) {
            log.atWarn()
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("why", e.getMessage())
                    .log("audio was not made anew");
            return false;
        }
    }
}
