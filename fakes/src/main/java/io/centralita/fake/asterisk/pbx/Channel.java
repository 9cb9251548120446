package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Conversion;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One channel: what is known of it. [Pbx] and its parts change it.
public final class Channel {
    final String id;
    final String name;
    final String protocolId;
    final Instant created;
    final Map<String, String> variables = new LinkedHashMap<>();
    final Map<String, String> headers = new LinkedHashMap<>();

    /// Channels that listen to what comes from this one's far end.
    final List<Channel> spies = new ArrayList<>();

    final List<Consumer<Frame>> recorders = new ArrayList<>();
    private final Map<Format, Conversion> conversions = new EnumMap<>(Format.class);
    private final Map<Format, Conversion> forListener = new EnumMap<>(Format.class);

    CallerId caller;
    CallerId connected = CallerId.NONE;
    ChannelState state;
    Place place;
    int hangupCause;
    boolean gone;

    /// Goes out to a far end that has not answered, so that its end is an end of dialling.
    boolean dialling;

    String dialString = "";
    @Nullable Technology technology;
    @Nullable Bridge bridge;
    @Nullable Stay stay;
    @Nullable Execution execution;
    @Nullable TalkDetector talk;

    /// Takes the far end's audio and keys while the channel is in no bridge: an application of the
    /// dial plan.
    @Nullable Technology listener;

    /// What happens when the channel is gone.
    final List<Runnable> whenGone = new ArrayList<>();

    /// What waits for a write that blocks.
    final List<Runnable> blocked = new ArrayList<>();

    /// A stay in a Stasis application.
    ///
    /// @param left what the channel does next when it leaves by `continue`
    record Stay(Application application, Runnable left) {}

    Channel(String id, String name, String protocolId, CallerId caller, Place place, Instant now) {
        this.id = id;
        this.name = name;
        this.protocolId = protocolId;
        this.caller = caller;
        this.place = place;
        this.created = now;
        this.state = ChannelState.DOWN;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public ChannelState state() {
        return state;
    }

    public CallerId caller() {
        return caller;
    }

    public boolean isInStasis() {
        return stay != null;
    }

    public boolean isGone() {
        return gone;
    }

    /// Where nothing is behind it, what narrow-band telephony has.
    Format format() {
        return technology == null ? Format.SLIN : technology.format();
    }

    boolean isSip() {
        return name.startsWith("PJSIP/");
    }

    /// Gives the listener a frame, in the format that it wants.
    void overhear(Frame frame) {
        var to = listener;
        if (to != null) {
            to.hear(
                    forListener
                            .computeIfAbsent(
                                    frame.format(), from -> new Conversion(from, to.format()))
                            .convert(frame));
        }
    }

    /// Gives the far end a frame, in the format that it wants.
    void play(Frame frame) {
        if (technology == null || state != ChannelState.UP || gone) {
            return;
        }
        var converted =
                conversions
                        .computeIfAbsent(frame.format(), from -> new Conversion(from, format()))
                        .convert(frame);
        if (converted.payload().length > 0) {
            technology.hear(converted);
        }
    }
}
