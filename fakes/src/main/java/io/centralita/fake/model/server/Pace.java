package io.centralita.fake.model.server;

/// How fast audio is sent.
///
/// @param speed times real time, above 0; below 1 a listener runs dry
public record Pace(double speed) {
    /// As the real service does it, roughly.
    public static final Pace FAST = new Pace(20);

    public static final Pace AT_ONCE = new Pace(Double.POSITIVE_INFINITY);

    public Pace {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be above 0, not " + speed);
        }
    }
}
