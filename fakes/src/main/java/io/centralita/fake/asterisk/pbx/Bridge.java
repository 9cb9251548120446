package io.centralita.fake.asterisk.pbx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One bridge: what is known of it.
public final class Bridge {
    final String id;
    final String name;
    final Instant created;

    /// Of a `Dial()`: ARI does not show it.
    final boolean hidden;

    /// Nobody in it hears anybody, but music.
    final boolean holding;

    final List<Channel> members = new ArrayList<>();

    /// Names of recorders and announcers, which are in the bridge without being shown.
    final List<String> attendants = new ArrayList<>();

    @Nullable Softmix softmix;

    /// Music for all in it.
    Timeline.@Nullable Appointment music;

    Bridge(String id, String name, Instant created, boolean hidden, boolean holding) {
        this.id = id;
        this.name = name;
        this.created = created;
        this.hidden = hidden;
        this.holding = holding;
    }

    public String id() {
        return id;
    }

    public List<Channel> members() {
        return List.copyOf(members);
    }

    String technology() {
        return holding ? "holding_bridge" : isMixed() ? "softmix" : "simple_bridge";
    }

    boolean isMixed() {
        return !holding && members.size() + attendants.size() > 2;
    }

    List<Channel> others(Channel channel) {
        return members.stream().filter(other -> other != channel).toList();
    }
}
