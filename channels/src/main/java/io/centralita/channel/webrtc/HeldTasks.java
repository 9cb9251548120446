package io.centralita.channel.webrtc;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/// Keeps tasks back until whoever they are for is there, then runs them in order where they belong.
/// Thread-safe.
final class HeldTasks implements Executor {
    private final Executor place;
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private boolean open;

    HeldTasks(Executor place) {
        this.place = place;
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (open) {
            place.execute(task);
        } else {
            held.add(task);
        }
    }

    synchronized void open() {
        open = true;
        held.forEach(place::execute);
        held.clear();
    }
}
