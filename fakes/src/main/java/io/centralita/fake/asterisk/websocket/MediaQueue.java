package io.centralita.fake.asterisk.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What waits to be played to the caller, a frame each 20 ms, and what is to be said when its place
/// is reached.
final class MediaQueue {
    static final int XOFF = 900;
    static final int XON = 800;
    static final int LIMIT = 1_000;

    private final Deque<Item> items = new ArrayDeque<>();
    private int frames;
    private boolean off;

    private sealed interface Item {}

    private record Audio(byte[] frame) implements Item {}

    private record Note(Runnable action) implements Item {}

    int length() {
        return frames;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    boolean isFull() {
        return frames >= LIMIT;
    }

    /// @return true where the sender has to be told to stop
    boolean add(byte[] frame) {
        if (isFull()) {
            return false;
        }
        items.add(new Audio(frame));
        frames++;
        if (!off && frames >= XOFF) {
            off = true;
            return true;
        }
        return false;
    }

    /// Something to do when all frames before it were played.
    void note(Runnable action) {
        items.add(new Note(action));
    }

    /// The frame that is due, after what is to be done before it.
    Optional<byte[]> next() {
        while (!items.isEmpty()) {
            switch (items.remove()) {
                case Note(var action) -> action.run();
                case Audio(var frame) -> {
                    frames--;
                    return Optional.of(frame);
                }
            }
        }
        return Optional.empty();
    }

    /// Once, when the sender may go on.
    boolean mayGoOn() {
        if (off && frames < XON) {
            off = false;
            return true;
        }
        return false;
    }

    void clear() {
        items.clear();
        frames = 0;
    }
}
