package io.centralita.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/// Writes a 16 bit PCM file while the audio is still coming. The header is brought up to date every
/// second of audio and at the close, so that a file whose writer was killed is a valid file that
/// lacks a second at most. Belongs to one thread; closes the channel.
public final class WavWriter implements AutoCloseable {
    private final SeekableByteChannel channel;
    private final int sampleRateHz;
    private final int channels;
    private long dataBytes;
    private long bytesInHeader;

    /// @param channel of an empty file
    /// @param channels 1 or 2
    public WavWriter(SeekableByteChannel channel, int sampleRateHz, int channels)
            throws IOException {
        if (channels < 1 || channels > 2) {
            throw new IllegalArgumentException("channels must be 1 or 2, not " + channels);
        }
        this.channel = channel;
        this.sampleRateHz = sampleRateHz;
        this.channels = channels;
        writeHeader();
    }

    /// Adds samples; those of two channels come in turns, left first.
    public void write(short[] samples, int offset, int length) throws IOException {
        writeFully(ByteBuffer.wrap(Pcm.bytes(samples, offset, length)));
        dataBytes += 2L * length;
        if (dataBytes - bytesInHeader >= 2L * channels * sampleRateHz) {
            writeHeader();
        }
    }

    public void write(short[] samples) throws IOException {
        write(samples, 0, samples.length);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                writeHeader();
            }
        }
    }

    private void writeHeader() throws IOException {
        channel.position(0);
        writeFully(ByteBuffer.wrap(Wav.header(sampleRateHz, channels, dataBytes)));
        channel.position(Wav.HEADER_BYTES + dataBytes);
        bytesInHeader = dataBytes;
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
