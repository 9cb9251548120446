package io.centralita.call.watch;

import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import io.centralita.media.G711;
import io.centralita.media.Pcm;
import java.time.Duration;
import java.util.ArrayDeque;

/// Both sides of a call on one axis of time: what the caller said when it came, what they heard
/// when they heard it. Whoever wants it takes it from here in order, left the caller, right what
/// they heard; what there was not is silence. Thread-safe.
///
/// Frames of the caller come unevenly and are heard evenly: one that is late by less than [#JITTER]
/// goes where the one before ends.
public final class StereoTape implements AudioSink {
    static final Duration JITTER = Duration.ofMillis(200);

    /// Frames that wait to be taken: 30 s of the caller, and of what they are to hear as much as
    /// any leg takes ahead. Full, the newest are left out.
    private static final int MOST_OF_CALLER = 1_500;

    private static final int MOST_HEARD = 15_000;

    /// @param at the first sample's number, by the clock of the call
    private record Piece(long at, byte[] audio) {}

    private final AudioFormat format;

    /// Guarded by this, as all that follow.
    private final ArrayDeque<Piece> caller = new ArrayDeque<>();

    private final ArrayDeque<Piece> heard = new ArrayDeque<>();

    /// Where the caller's last frame ends.
    private long callerEnd = Long.MIN_VALUE / 2;

    /// The sample that is taken next.
    private long next;

    private long lost;
    private boolean over;

    /// @param format of both sides
    /// @param from the moment of the first sample, by the clock of the call
    public StereoTape(AudioFormat format, long from) {
        this.format = format;
        next = sample(from);
    }

    @Override
    public synchronized void caller(long at, byte[] frame) {
        long came = sample(at);
        long start = came - callerEnd > sample(JITTER.toNanos()) ? came : callerEnd;
        callerEnd = start + samples(frame);
        put(caller, MOST_OF_CALLER, new Piece(start, frame));
    }

    @Override
    public synchronized void heard(long at, byte[] frame) {
        put(heard, MOST_HEARD, new Piece(sample(at), frame));
    }

    private void put(ArrayDeque<Piece> side, int most, Piece piece) {
        if (side.size() < most) {
            side.add(piece);
        } else {
            lost++;
        }
    }

    @Override
    public synchronized void unheard(long from) {
        long first = sample(from);
        while (!heard.isEmpty() && heard.getLast().at() >= first) {
            heard.removeLast();
        }
    }

    @Override
    public synchronized void ended() {
        over = true;
    }

    /// Whether nothing is added any more.
    public synchronized boolean isOver() {
        return over;
    }

    /// Frames left out because nobody took what was there.
    public synchronized long lost() {
        return lost;
    }

    /// What was before is not taken.
    ///
    /// @param from a moment by the clock of the call
    public synchronized void skipTo(long from) {
        next = Math.max(next, sample(from));
    }

    /// All that is there up to a moment, the two sides in turns. The later it is asked for, the
    /// more of the caller's late frames are in it.
    ///
    /// @param until a moment by the clock of the call
    /// @param most samples of each side
    public synchronized short[] take(long until, int most) {
        long left = Math.clamp(sample(until) - next, 0, most);
        var both = new short[Math.toIntExact(2 * left)];
        lay(caller, both, 0);
        lay(heard, both, 1);
        next += left;
        return both;
    }

    /// Puts what begins before the end of it into one side, and forgets what ends there.
    private void lay(ArrayDeque<Piece> side, short[] both, int channel) {
        int length = both.length / 2;
        while (!side.isEmpty()) {
            var piece = side.peek();
            long end = piece.at() + samples(piece.audio());
            if (piece.at() >= next + length) {
                return;
            }
            var samples = decode(piece.audio());
            int from = (int) Math.max(0, next - piece.at());
            int to = (int) Math.min(samples.length, next + length - piece.at());
            for (int i = from; i < to; i++) {
                both[2 * (int) (piece.at() + i - next) + channel] = samples[i];
            }
            if (end > next + length) {
                return;
            }
            side.remove();
        }
    }

    private short[] decode(byte[] audio) {
        return switch (format.codec()) {
            case PCM16 -> Pcm.samples(audio);
            case PCMU -> G711.decodeMuLaw(audio);
            case PCMA -> G711.decodeALaw(audio);
        };
    }

    private int samples(byte[] audio) {
        return format.codec() == Codec.PCM16 ? audio.length / 2 : audio.length;
    }

    private long sample(long nanos) {
        return Math.floorDiv(nanos, 1_000L) * format.sampleRateHz() / 1_000_000L;
    }
}
