package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.model.wire.ToneAudio;
import io.centralita.media.Levels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Hears which utterances of the fake model are in a recording: each is a tone of its own.
final class ToneEar {
    static final int PITCHES = 16;

    private static final int HZ = 8_000;

    /// 20 ms: every pitch fits in whole periods, so none is mistaken for another.
    private static final int SLOT = 160;

    private static final int SLOT_MS = 20;
    private static final double AUDIBLE_DBFS = -40;
    private static final double PURE = 0.8;

    /// Between two bursts of one utterance.
    private static final int PAUSE_MS = 200;

    /// As [ToneAudio] has them.
    private static final int PERIOD_MS = 600;

    private static final int BURST_MS = 480;

    /// What is too soft or too cut up at both ends of a burst to be told.
    private static final long EDGES_MS = 60;

    /// Shorter than this may be chance in somebody's speech.
    private static final int SHORTEST_MS = 120;

    private ToneEar() {}

    /// One utterance as it was heard.
    ///
    /// @param number of the utterance in its connection, from 0
    /// @param soundMs without the pauses between bursts
    record Tone(int number, long fromMs, long toMs, long soundMs) {
        /// Fails unless it was heard from its first to its last burst.
        ///
        /// @param audioMs its length
        void isWholly(int audioMs) {
            int rest = Math.min(audioMs % PERIOD_MS, BURST_MS);
            long sound = audioMs / PERIOD_MS * (long) BURST_MS + rest;
            int bursts = (audioMs + PERIOD_MS - 1) / PERIOD_MS;
            assertThat(soundMs).as("sound of %s", this).isBetween(sound - bursts * EDGES_MS, sound);
            long lasts =
                    rest == 0
                            ? audioMs - (PERIOD_MS - BURST_MS)
                            : audioMs / PERIOD_MS * PERIOD_MS + rest;
            assertThat(toMs - fromMs).as("length of %s", this).isGreaterThan(lasts - EDGES_MS);
        }
    }

    /// @param heard 8 kHz
    static List<Tone> tones(short[] heard) {
        var tones = new ArrayList<Tone>();
        for (int slot = 0; (slot + 1) * SLOT <= heard.length; slot++) {
            int pitch = pitch(Arrays.copyOfRange(heard, slot * SLOT, (slot + 1) * SLOT));
            if (pitch >= 0) {
                add(tones, pitch, slot * (long) SLOT_MS);
            }
        }
        return tones.stream().filter(tone -> tone.soundMs() >= SHORTEST_MS).toList();
    }

    static List<Integer> numbers(List<Tone> tones) {
        return tones.stream().map(Tone::number).toList();
    }

    private static void add(List<Tone> tones, int pitch, long atMs) {
        for (int i = tones.size() - 1; i >= 0; i--) {
            var tone = tones.get(i);
            if (atMs - tone.toMs() > PAUSE_MS) {
                break;
            }
            if (tone.number() == pitch) {
                tones.set(
                        i,
                        new Tone(pitch, tone.fromMs(), atMs + SLOT_MS, tone.soundMs() + SLOT_MS));
                return;
            }
        }
        tones.add(new Tone(pitch, atMs, atMs + SLOT_MS, SLOT_MS));
    }

    /// The pitch of a slot, or -1 where there is none.
    private static int pitch(short[] samples) {
        if (Levels.rmsDbfs(samples) < AUDIBLE_DBFS) {
            return -1;
        }
        double all = 0;
        for (short sample : samples) {
            all += (double) sample * sample;
        }
        for (int pitch = 0; pitch < PITCHES; pitch++) {
            int hz = ToneAudio.frequencyHz(pitch);
            double ground = energy(samples, hz);
            double octave = energy(samples, 2 * hz);
            if (ground > octave && ground + octave > PURE * all) {
                return pitch;
            }
        }
        return -1;
    }

    private static double energy(short[] samples, int hz) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < samples.length; i++) {
            double angle = 2 * Math.PI * hz * i / HZ;
            re += samples[i] * Math.cos(angle);
            im += samples[i] * Math.sin(angle);
        }
        return 2 * (re * re + im * im) / samples.length;
    }
}
