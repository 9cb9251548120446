package io.centralita.engine.offline.ears;

/// What carries a telephone's audio, and what it does to it.
@FunctionalInterface
public interface Network {
    Network PERFECT = (muLaw, seed) -> muLaw;

    /// @param muLaw at 8 kHz (ITU-T G.711)
    /// @param seed of whatever happens by chance
    /// @return what arrives
    byte[] carry(byte[] muLaw, long seed);
}
