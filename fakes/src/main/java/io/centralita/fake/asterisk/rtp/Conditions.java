package io.centralita.fake.asterisk.rtp;

import java.time.Duration;

/// What a network does to packets.
///
/// @param loss share that does not arrive, 0 to 1
/// @param duplicated share that arrives twice
/// @param reordered share that arrives after the next one
/// @param jitter packets are late by up to so much, evenly
public record Conditions(double loss, double duplicated, double reordered, Duration jitter) {
    public static final Conditions PERFECT = new Conditions(0, 0, 0, Duration.ZERO);

    public Conditions {
        requireShare(loss);
        requireShare(duplicated);
        requireShare(reordered);
    }

    public static Conditions losing(double share) {
        return new Conditions(share, 0, 0, Duration.ZERO);
    }

    public Conditions withJitter(Duration most) {
        return new Conditions(loss, duplicated, reordered, most);
    }

    public Conditions reordering(double share) {
        return new Conditions(loss, duplicated, share, jitter);
    }

    public Conditions duplicating(double share) {
        return new Conditions(loss, share, reordered, jitter);
    }

    private static void requireShare(double share) {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("a share is from 0 to 1: " + share);
        }
    }
}
