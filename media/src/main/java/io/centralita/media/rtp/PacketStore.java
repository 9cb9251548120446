package io.centralita.media.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Packets that wait, by growing sequence number: at most [#CAPACITY] numbers from the first to the
/// last. Their arrays are used again and again and grow to the largest payload seen.
final class PacketStore {
    /// A power of two; 2.5 s of 20 ms packets.
    static final int CAPACITY = 128;

    private static final long NOTHING = -1;
    private static final int FIRST_SIZE = 160;

    private final Slot[] slots = new Slot[CAPACITY];
    private int waiting;
    private long lowest;
    private long highest = NOTHING;

    PacketStore() {
        Arrays.setAll(slots, index -> new Slot());
    }

    /// A payload and where it lies in media time.
    static final class Slot {
        private long number = NOTHING;
        private boolean waits;
        private byte[] payload = new byte[FIRST_SIZE];
        private int length;
        private long from;

        long number() {
            return number;
        }

        byte[] payload() {
            return payload;
        }

        int length() {
            return length;
        }

        long from() {
            return from;
        }

        long end() {
            return from + length;
        }
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    int waiting() {
        return waiting;
    }

    /// Whether a packet of this number was here, lately.
    boolean knows(long number) {
        return slot(number).number == number;
    }

    /// Whether this number can be put without a gap so wide that others must go.
    boolean hasRoomFor(long number) {
        return waiting == 0 || number - first().number < CAPACITY;
    }

    /// Keeps a payload of at least one byte. The number is not known, and there is room for it.
    void put(long number, long from, ByteBuffer datagram, int offset, int length) {
        var slot = slot(number);
        if (slot.payload.length < length) {
            slot.payload = new byte[length];
        }
        datagram.get(offset, slot.payload, 0, length);
        slot.number = number;
        slot.waits = true;
        slot.length = length;
        slot.from = from;
        lowest = waiting == 0 ? number : Math.min(lowest, number);
        highest = waiting == 0 ? number : Math.max(highest, number);
        waiting++;
    }

    /// The waiting packet with the lowest number; there is one.
    Slot first() {
        while (!isWaiting(lowest)) {
            lowest++;
        }
        return slot(lowest);
    }

    void removeFirst() {
        first().waits = false;
        lowest++;
        waiting--;
    }

    /// Whether audio of this number and place would lie between its neighbours.
    boolean fits(long number, long from, int length) {
        for (long other = Math.max(lowest, number - CAPACITY); other <= highest; other++) {
            if (isWaiting(other)) {
                var slot = slot(other);
                if (other < number ? slot.end() > from : slot.from < from + length) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isWaiting(long number) {
        var slot = slot(number);
        return slot.number == number && slot.waits;
    }

    private Slot slot(long number) {
        return slots[(int) (number & (CAPACITY - 1))];
    }
}
