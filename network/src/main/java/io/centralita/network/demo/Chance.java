package io.centralita.network.demo;

/// Reproducible chance: the same seed and keys give the same number, in any order and on any
/// thread.
record Chance(long seed) {
    Chance of(String key) {
        return new Chance(mix(seed ^ mix(key.hashCode())));
    }

    Chance of(long key) {
        return new Chance(mix(seed + 0x9E3779B97F4A7C15L * (key + 1)));
    }

    /// 0 to bound - 1.
    int below(int bound) {
        return (int) Long.remainderUnsigned(mix(seed), bound);
    }

    /// 0 (included) to 1 (excluded).
    double unit() {
        return (mix(seed) >>> 11) * 0x1.0p-53;
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
    /// generators, 2014).
    private static long mix(long value) {
        var z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
