package io.centralita.console.stand;

import java.time.Instant;
import java.util.Optional;

/// What is to be seen. Any thread may change it.
public final class Scene {
    private final MadeUpCalls calls;
    private final LiveRows live;
    private volatile boolean forbidden;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean networkDown;

    /// @param live calls in progress
    /// @param over calls that are over
    public Scene(int live, int over) {
        var now = Instant.now();
        this.live = new LiveRows(live, now);
        calls = new MadeUpCalls(over, now);
    }

    MadeUpCalls calls() {
        return calls;
    }

    LiveRows live() {
        return live;
    }

    boolean forbidden() {
        return forbidden;
    }

    Optional<String> trouble() {
        return trouble;
    }

    boolean networkDown() {
        return networkDown;
    }

    public Scene withoutLogin(boolean wanted) {
        forbidden = wanted;
        return this;
    }

    public Scene withTrouble(String words) {
        trouble = Optional.of(words);
        return this;
    }

    public Scene withBrokenRecords(boolean broken) {
        calls.broken = broken;
        return this;
    }

    public Scene withoutNetwork(boolean down) {
        networkDown = down;
        return this;
    }
}
