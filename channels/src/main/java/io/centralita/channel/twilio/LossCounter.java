package io.centralita.channel.twilio;

/// Finds what is missing between the media messages of one stream: gaps in the chunk numbers, and
/// stream time that passed without audio. The same loss shows in both, so the larger one counts.
final class LossCounter {
    private static final double FRAME_MS = 20;

    /// A number that jumps further than this says nothing about lost audio: five minutes.
    private static final long MAX_GAP = 15_000;

    private long nextChunk = -1;
    private long missingChunks;
    private double firstMs = -1;
    private double receivedMs;
    private long reported;

    /// Frames found lost by this message's arrival.
    ///
    /// @param timestampMs stream time of the message's first sample
    int count(long chunk, long timestampMs, double lengthMs) {
        if (nextChunk < 0) {
            nextChunk = chunk;
            firstMs = timestampMs;
        }
        missingChunks += Math.clamp(chunk - nextChunk, 0, MAX_GAP);
        nextChunk = Math.max(nextChunk, chunk + 1);
        double missingMs = timestampMs - firstMs - receivedMs;
        receivedMs += lengthMs;
        long byTime = (long) Math.floor(missingMs / FRAME_MS);
        long lost = Math.clamp(Math.max(missingChunks, byTime) - reported, 0, MAX_GAP);
        reported += lost;
        return (int) lost;
    }
}
