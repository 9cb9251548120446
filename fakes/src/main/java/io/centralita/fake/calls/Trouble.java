package io.centralita.fake.calls;

import java.time.Duration;
import java.util.Optional;

/// What goes wrong at the service.
///
/// @param status that offers are answered with, 201 where all is well
/// @param retryAfter beside it
/// @param location whether the answer says which call it made
/// @param answer whether it is a session description
/// @param delay of the answer
/// @param unknownAtFirst how often the connection beside a call is refused as unknown
/// @param besideStatus that it is refused with otherwise, 101 where it is not
public record Trouble(
        int status,
        Optional<Duration> retryAfter,
        boolean location,
        boolean answer,
        Duration delay,
        int unknownAtFirst,
        int besideStatus) {
    public static final Trouble NONE =
            new Trouble(201, Optional.empty(), true, true, Duration.ZERO, 0, 101);

    public static Trouble answered(int status) {
        return new Trouble(status, Optional.empty(), true, true, Duration.ZERO, 0, 101);
    }

    public static Trouble rateLimited(Duration after) {
        return new Trouble(429, Optional.of(after), true, true, Duration.ZERO, 0, 101);
    }

    public static Trouble withoutLocation() {
        return new Trouble(201, Optional.empty(), false, true, Duration.ZERO, 0, 101);
    }

    public static Trouble withoutAnswer() {
        return new Trouble(201, Optional.empty(), true, false, Duration.ZERO, 0, 101);
    }

    public static Trouble slow(Duration delay) {
        return new Trouble(201, Optional.empty(), true, true, delay, 0, 101);
    }

    public static Trouble unknownAtFirst(int times) {
        return new Trouble(201, Optional.empty(), true, true, Duration.ZERO, times, 101);
    }

    public static Trouble besideRefused(int status) {
        return new Trouble(201, Optional.empty(), true, true, Duration.ZERO, 0, status);
    }
}
