package io.centralita.media;

import java.util.Arrays;

/// Turns a stream of one [AudioFormat] into another, chunk by chunk: companding law, sample rate or
/// both. The output does not depend on how the input was cut; a PCM sample may even be cut in half.
///
/// Belongs to one thread, as it carries the resampler's state and half samples.
public sealed interface Transcoder {
    static Transcoder between(AudioFormat from, AudioFormat to) {
        if (from.equals(to)) {
            return new Same();
        }
        boolean onlyTheLaw =
                from.sampleRateHz() == to.sampleRateHz()
                        && from.codec() != Codec.PCM16
                        && to.codec() != Codec.PCM16;
        return onlyTheLaw ? new OtherLaw(to.codec()) : new ThroughSamples(from, to);
    }

    /// The next stretch of audio in the other format. Where the formats are equal this is the very
    /// same array, otherwise a new one; it may be empty.
    byte[] convert(byte[] audio);

    /// Says that the stream ends: hands out what the resampler held back, forgets half a sample,
    /// and starts afresh.
    byte[] flush();

    /// Nothing to do.
    record Same() implements Transcoder {
        @Override
        public byte[] convert(byte[] audio) {
            return audio;
        }

        @Override
        public byte[] flush() {
            return new byte[0];
        }
    }

    /// μ-law to A-law or back, code by code.
    record OtherLaw(Codec to) implements Transcoder {
        @Override
        public byte[] convert(byte[] audio) {
            return to == Codec.PCMA ? G711.muLawToALaw(audio) : G711.aLawToMuLaw(audio);
        }

        @Override
        public byte[] flush() {
            return new byte[0];
        }
    }

    /// Everything else: to samples, to the other rate, to bytes.
    final class ThroughSamples implements Transcoder {
        private final Codec from;
        private final Codec to;
        private final Resampler resampler;
        private boolean halfPending;
        private byte half;

        private ThroughSamples(AudioFormat from, AudioFormat to) {
            this.from = from.codec();
            this.to = to.codec();
            this.resampler = new Resampler(from.sampleRateHz(), to.sampleRateHz());
        }

        @Override
        public byte[] convert(byte[] audio) {
            return encode(resampler.process(decode(audio)));
        }

        @Override
        public byte[] flush() {
            halfPending = false;
            return encode(resampler.flush());
        }

        private short[] decode(byte[] audio) {
            return switch (from) {
                case PCM16 -> Pcm.samples(wholeSamples(audio));
                case PCMU -> G711.decodeMuLaw(audio);
                case PCMA -> G711.decodeALaw(audio);
            };
        }

        private byte[] encode(short[] samples) {
            return switch (to) {
                case PCM16 -> Pcm.bytes(samples);
                case PCMU -> G711.encodeMuLaw(samples);
                case PCMA -> G711.encodeALaw(samples);
            };
        }

        /// What was pending in front, and an odd byte at the end put aside.
        private byte[] wholeSamples(byte[] audio) {
            if (!halfPending && (audio.length & 1) == 0) {
                return audio;
            }
            int front = halfPending ? 1 : 0;
            var joined = new byte[front + audio.length];
            joined[0] = half;
            System.arraycopy(audio, 0, joined, front, audio.length);
            halfPending = (joined.length & 1) != 0;
            if (!halfPending) {
                return joined;
            }
            half = joined[joined.length - 1];
            return Arrays.copyOf(joined, joined.length - 1);
        }
    }
}
