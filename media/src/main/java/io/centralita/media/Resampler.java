package io.centralita.media;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Changes the rate of a mono stream: a polyphase windowed-sinc filter that carries its state from
/// chunk to chunk, so that the output does not depend on how the input was cut.
///
/// Sample n of the output sounds at the same moment as in the input. For that the filter looks
/// ahead by 32 samples of the lower rate (4 ms at 8 kHz), which [#flush] hands out at the end.
/// Belongs to one thread.
public final class Resampler {
    private static final short[] NOTHING = {};

    private final int fromHz;
    private final int toHz;
    private final ResamplerKernel kernel;

    /// The input that the next output may still need; sample `firstKept` of the stream is at 0.
    private short[] kept;

    private int keptLength;
    private long firstKept;
    private long received;
    private long produced;

    /// @throws IllegalArgumentException when a rate is outside 8 to 192 kHz, or the two have too
    ///   little in common for a filter of reasonable size
    public Resampler(int fromHz, int toHz) {
        this.fromHz = fromHz;
        this.toHz = toHz;
        this.kernel = ResamplerKernel.between(fromHz, toHz);
        this.kept = new short[2 * kernel.taps() + fromHz / 25];
        reset();
    }

    /// True where the rates are equal and samples pass through unchanged.
    public boolean isIdentity() {
        return fromHz == toHz;
    }

    /// The most samples that [#process(short[], int, int, short[], int)] can write for this input.
    public int largestOutput(int inputLength) {
        return isIdentity()
                ? inputLength
                : Math.toIntExact((inputLength + 2L * kernel.taps()) * toHz / fromHz + 2);
    }

    /// Takes `length` samples and writes what can be said about the output so far.
    ///
    /// @return how many samples were written; `out` must have room for [#largestOutput]
    public int process(short[] in, int offset, int length, short[] out, int outOffset) {
        if (isIdentity()) {
            System.arraycopy(in, offset, out, outOffset, length);
            return length;
        }
        keep(in, offset, length);
        received += length;
        return filter(out, outOffset, received - kernel.half());
    }

    /// As [#process(short[], int, int, short[], int)] with a new array of just the right length.
    /// Where the rates are equal, the very same array.
    public short[] process(short[] in) {
        if (isIdentity()) {
            return in;
        }
        var out = new short[largestOutput(in.length)];
        return Arrays.copyOf(out, process(in, 0, in.length, out, 0));
    }

    /// Says that the stream ends: hands out what the look-ahead held back and starts afresh.
    public short[] flush() {
        if (isIdentity() || received == 0) {
            return NOTHING;
        }
        var out = new short[largestOutput(0)];
        long end = received;
        keep(new short[kernel.taps()], 0, kernel.taps());
        int length = filter(out, 0, end);
        reset();
        return Arrays.copyOf(out, length);
    }

    /// Converts a whole recording: as many seconds out as in.
    public static short[] convert(short[] samples, int fromHz, int toHz) {
        var resampler = new Resampler(fromHz, toHz);
        var head = resampler.process(samples);
        var tail = resampler.flush();
        if (tail.length == 0) {
            return head;
        }
        var whole = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    /// Every output sample whose place in the input lies before `end`.
    private int filter(short[] out, int outOffset, long end) {
        int written = 0;
        while (true) {
            long place = produced * kernel.step();
            long base = place / kernel.phases();
            if (base >= end) {
                break;
            }
            int phase = (int) (place - base * kernel.phases());
            int first = (int) (base - kernel.half() + 1 - firstKept);
            out[outOffset + written++] = kernel.apply(phase, kept, first);
            produced++;
        }
        forget();
        return written;
    }

    private void keep(short[] in, int offset, int length) {
        if (keptLength + length > kept.length) {
            kept = Arrays.copyOf(kept, keptLength + length);
        }
        System.arraycopy(in, offset, kept, keptLength, length);
        keptLength += length;
    }

    private void forget() {
        long needed = produced * kernel.step() / kernel.phases() - kernel.half() + 1;
        int done = Math.clamp(needed - firstKept, 0, keptLength);
        System.arraycopy(kept, done, kept, 0, keptLength - done);
        keptLength -= done;
        firstKept += done;
    }

    private void reset() {
        received = 0;
        produced = 0;
        firstKept = 1L - kernel.half();
        keptLength = Math.max(kernel.half() - 1, 0);
        IntStream.range(0, keptLength).forEach(i -> kept[i] = 0);
    }
}
