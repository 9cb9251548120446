package io.centralita.media.rtp;

/// Fills in audio that did not come with what went before: its last pitch periods again and again,
/// softer and softer, and from there without a click into what comes next. After 60 ms there is
/// silence.
///
/// After ITU-T G.711 appendix I (09/99), whose measures these are: pitch of 66 to 200 Hz, one
/// period, from 10 ms on two, from 20 ms on three; full level for 10 ms, then 20 % less for each;
/// overlaps of a quarter of a period, with 4 ms more for each 10 ms that were missing, 10 ms at
/// most. Other than there audio is not delayed for an overlap at the beginning: the step between
/// what was heard and what is repeated fades out instead.
///
/// Keeps the last 49 ms that were heard; allocates nothing after its construction.
public final class LossConcealment {
    private final int perMs;
    private final short[] history;
    private final PitchFinder pitchFinder;
    private final Repetition repetition;

    /// Samples made up since audio went missing.
    private int madeUp;

    private boolean bridging;
    private int faded;
    private int fadeLength;

    /// @param sampleRateHz 8 000 or 16 000
    public LossConcealment(int sampleRateHz) {
        if (sampleRateHz != 8_000 && sampleRateHz != 16_000) {
            throw new IllegalArgumentException(
                    "sampleRateHz must be 8000 or 16000, not " + sampleRateHz);
        }
        perMs = sampleRateHz / 1_000;
        pitchFinder = new PitchFinder(sampleRateHz);
        history = new short[13 * pitchFinder.longest() / 4];
        repetition = new Repetition(history.length, sampleRateHz);
    }

    /// Audio that came. Its beginning is changed where it does not follow upon what was heard.
    ///
    /// @return whether it was
    public boolean received(short[] audio, int offset, int length) {
        boolean changed = bridging;
        for (int i = 0; bridging && i < length; i++) {
            double share = Fade.share(faded, fadeLength);
            double old = gain(madeUp) * repetition.next();
            audio[offset + i] = (short) Math.round(share * audio[offset + i] + (1 - share) * old);
            madeUp++;
            faded++;
            bridging = faded < fadeLength;
        }
        if (!bridging) {
            madeUp = 0;
        }
        remember(audio, offset, length);
        return changed;
    }

    /// Makes up audio that did not come.
    public void conceal(short[] out, int offset, int length) {
        if (madeUp == 0 || faded > 0) {
            begin();
        }
        for (int i = 0; i < length; i++) {
            double gain = gain(madeUp);
            out[offset + i] = gain == 0 ? 0 : (short) Math.round(gain * repetition.next());
            madeUp++;
        }
        int overlap = repetition.quarter() + 4 * perMs * (madeUp / (10 * perMs));
        fadeLength = Math.min(overlap, 10 * perMs);
        remember(out, offset, length);
    }

    /// The audio that comes next begins after a pause: it is to be left as it is.
    public void begins() {
        bridging = false;
        madeUp = 0;
    }

    /// The audio that comes next does not follow upon what was heard.
    public void skipped() {
        if (!bridging) {
            begin();
            fadeLength = Math.max(repetition.quarter(), 5 * perMs);
        }
    }

    private void begin() {
        madeUp = 0;
        faded = 0;
        bridging = true;
        repetition.begin(history, pitchFinder.find(history));
    }

    private double gain(int sample) {
        return Math.clamp(1 - (sample - 10.0 * perMs) / (50.0 * perMs), 0.0, 1.0);
    }

    private void remember(short[] audio, int offset, int length) {
        int kept = Math.max(0, history.length - length);
        System.arraycopy(history, history.length - kept, history, 0, kept);
        int taken = history.length - kept;
        System.arraycopy(audio, offset + length - taken, history, kept, taken);
    }
}
