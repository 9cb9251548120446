package io.centralita.fake.asterisk.pbx;

/// What this Asterisk has and knows.
public interface Abilities {
    /// @param module with `.so`
    boolean has(String module);

    boolean knows(Feature feature);

    /// All there is.
    Abilities ALL =
            new Abilities() {
                @Override
                public boolean has(String module) {
                    return true;
                }

                @Override
                public boolean knows(Feature feature) {
                    return true;
                }
            };
}
