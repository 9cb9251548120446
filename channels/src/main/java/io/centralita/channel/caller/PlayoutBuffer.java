package io.centralita.channel.caller;

import io.centralita.media.G711;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Twilio's buffer of audio to be played and marks to be sent back when everything before them has
/// been.
final class PlayoutBuffer {
    /// μ-law bytes in one millisecond.
    private static final int BYTES_PER_MS = 8;

    /// Five minutes. What Twilio does with more is not documented.
    private static final int MAX_BYTES = 300_000 * BYTES_PER_MS;

    private final ArrayDeque<Entry> queue = new ArrayDeque<>();

    /// Marks behind audio that is sounding just now.
    private final List<String> nearlyReached = new ArrayList<>();

    private int headOffset;
    private int bytes;
    private int mostBytes;

    /// False where the buffer is full.
    boolean add(byte[] audio) {
        if (bytes + audio.length > MAX_BYTES) {
            return false;
        }
        queue.add(new Entry.Audio(audio));
        bytes += audio.length;
        mostBytes = Math.max(mostBytes, bytes);
        return true;
    }

    void mark(String name) {
        queue.add(new Entry.Mark(name));
    }

    /// Marks behind which everything has sounded by now. Asked between two slots.
    List<String> reached() {
        while (queue.peek() instanceof Entry.Mark(var name)) {
            nearlyReached.add(name);
            queue.remove();
        }
        var names = List.copyOf(nearlyReached);
        nearlyReached.clear();
        return names;
    }

    /// What sounds in the next slot; silence where the buffer has nothing.
    byte[] play(int length) {
        var slot = new byte[length];
        int filled = 0;
        while (filled < length && !queue.isEmpty()) {
            switch (queue.element()) {
                case Entry.Mark(var name) -> {
                    nearlyReached.add(name);
                    queue.remove();
                }
                case Entry.Audio(var audio) -> {
                    int taken = Math.min(length - filled, audio.length - headOffset);
                    System.arraycopy(audio, headOffset, slot, filled, taken);
                    filled += taken;
                    headOffset += taken;
                    if (headOffset == audio.length) {
                        queue.remove();
                        headOffset = 0;
                    }
                }
            }
        }
        bytes -= filled;
        Arrays.fill(slot, filled, length, G711.MU_LAW_SILENCE);
        return slot;
    }

    /// Empties the buffer; the marks in it go back at once.
    List<String> clear() {
        var names = new ArrayList<>(nearlyReached);
        for (var entry : queue) {
            if (entry instanceof Entry.Mark(var name)) {
                names.add(name);
            }
        }
        nearlyReached.clear();
        queue.clear();
        headOffset = 0;
        bytes = 0;
        return names;
    }

    long bufferedMs() {
        return bytes / BYTES_PER_MS;
    }

    long mostBufferedMs() {
        return mostBytes / BYTES_PER_MS;
    }

    private sealed interface Entry {
        record Audio(byte[] audio) implements Entry {}

        record Mark(String name) implements Entry {}
    }
}
