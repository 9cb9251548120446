package io.centralita.media.rtp;

/// Places packets in media time: ticks of 1/8000 s that run on whatever timestamps do.
///
/// Timestamps are believed as long as they agree with sequence numbers and with the clock on the
/// wall. Asterisk passes a caller's timestamps through, and there are senders whose timestamps
/// stand still, do not count a pause, or begin anew in mid-call.
final class MediaTimeline {
    /// A packet further off than 300 ms from when it should come says something wrong.
    private static final long MAX_OFF_TICKS = 2_400;

    private final DelayEstimate estimate;
    private boolean begun;

    /// The packet with the highest number.
    private long lastNumber;

    private int lastTimestamp;
    private long lastFrom;
    private int lastLength;

    MediaTimeline(DelayEstimate estimate) {
        this.estimate = estimate;
    }

    /// Where a packet's audio begins.
    ///
    /// @param number growing sequence number
    /// @param runBegins whether its timestamp has nothing to do with those before
    long place(long number, boolean runBegins, int timestamp, int length, long nowTicks) {
        if (!begun) {
            begun = true;
            return remember(number, timestamp, length, nowTicks);
        }
        long byTimestamp = lastFrom + (timestamp - lastTimestamp);
        if (number < lastNumber) {
            return byTimestamp;
        }
        long earliest = lastFrom + lastLength;
        long from = byTimestamp;
        if (byTimestamp < earliest) {
            from = earliest + (runBegins ? 0 : (number - lastNumber - 1) * lastLength);
        }
        long usual = nowTicks - estimate.transit();
        if (runBegins || Math.abs(usual - from) > MAX_OFF_TICKS) {
            from = Math.max(earliest, usual);
        }
        return remember(number, timestamp, length, from);
    }

    private long remember(long number, int timestamp, int length, long from) {
        lastNumber = number;
        lastTimestamp = timestamp;
        lastLength = length;
        lastFrom = from;
        return from;
    }
}
