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

    /// Who listens to what comes from this one's far end, and to what goes there.
    final List<Consumer<Frame>> inward = new ArrayList<>();

    final List<Consumer<Frame>> outward = new ArrayList<>();

    /// What is whispered to the far end, and to the other side.
    final Whisper whisperOut = new Whisper();

    final Whisper whisperIn = new Whisper();

    final List<Consumer<Frame>> recorders = new ArrayList<>();
    private final Map<Format, Conversion> conversions = new EnumMap<>(Format.class);
    private final Map<Format, Conversion> forListener = new EnumMap<>(Format.class);

    CallerId caller;
    CallerId connected = CallerId.NONE;
    ChannelState state;
    Place place;
    int hangupCause;
    boolean gone;
    private boolean mutedIn;

    /// Its keys are not for whoever it is bridged with.
    private boolean absorbs;

    private boolean mutedOut;

    /// Goes out to a far end that has not answered, so that its end is an end of dialling.
    boolean dialling;

    String dialString = "";
    @Nullable Technology technology;
    @Nullable Bridge bridge;
    @Nullable Stay stay;
    @Nullable Execution execution;
    @Nullable TalkDetector talk;

    /// Music that it hears.
    Timeline.Appointment music = () -> {};

    /// Whose `Dial()` made it.
    @Nullable Channel dialler;

    /// The second half of a Local channel, at the first.
    @Nullable Channel half;

    /// What `POST /channels/{id}/dial` does, once.
    @Nullable Runnable whenDialled;

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

    public boolean isBridged() {
        return bridge != null;
    }

    String technologyName() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    /// As `PJSIP/6001`: the name without its number.
    public String endpoint() {
        int dash = name.lastIndexOf('-');
        return dash < 0 ? name : name.substring(0, dash);
    }

    public boolean isGone() {
        return gone;
    }

    /// Where nothing is behind it, what narrow-band telephony has.
    public Format format() {
        return technology == null ? Format.SLIN : technology.format();
    }

    boolean isSip() {
        return name.startsWith("PJSIP/");
    }

    /// Nothing is heard of the far end, or again.
    public void muteIn(boolean on) {
        mutedIn = on;
    }

    /// The far end hears nothing, or again.
    public void muteOut(boolean on) {
        mutedOut = on;
    }

    public void absorb(boolean on) {
        absorbs = on;
    }

    boolean absorbs() {
        return absorbs;
    }

    /// What the rest of Asterisk hears of a frame from the far end.
    Frame admitted(Frame frame) {
        return whisperIn.over(mutedIn ? frame.silent() : frame);
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
        outward.forEach(spy -> spy.accept(frame));
        var converted =
                conversions
                        .computeIfAbsent(frame.format(), from -> new Conversion(from, format()))
                        .convert(whisperOut.over(mutedOut ? frame.silent() : frame));
        if (converted.payload().length > 0) {
            technology.hear(converted);
        }
    }
}
