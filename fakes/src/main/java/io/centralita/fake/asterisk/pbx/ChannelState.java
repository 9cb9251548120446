package io.centralita.fake.asterisk.pbx;

/// How far a channel has come, in ARI's words.
public enum ChannelState {
    DOWN("Down"),
    /// Comes from outside, not answered.
    RING("Ring"),
    /// Goes outside, rings there.
    RINGING("Ringing"),
    UP("Up");

    private final String label;

    ChannelState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
