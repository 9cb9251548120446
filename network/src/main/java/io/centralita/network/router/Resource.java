package io.centralita.network.router;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a router itself is doing.
///
/// @param cpuPercent 0 to 100
/// @param version of RouterOS, such as `7.24`
/// @param temperatureCelsius null where the board has no sensor
public record Resource(
        Duration uptime,
        int cpuPercent,
        long freeMemoryBytes,
        long totalMemoryBytes,
        String version,
        @Nullable Integer temperatureCelsius) {
    public Resource {
        if (cpuPercent < 0 || cpuPercent > 100) {
            throw new IllegalArgumentException("cpuPercent must be 0 to 100, not " + cpuPercent);
        }
        if (totalMemoryBytes <= 0 || freeMemoryBytes < 0 || freeMemoryBytes > totalMemoryBytes) {
            throw new IllegalArgumentException("free memory must be 0 to total memory");
        }
    }

    /// Free memory in percent of all, rounded, 0 to 100.
    public int freeMemoryPercent() {
        return (int) Math.round(100.0 * freeMemoryBytes / totalMemoryBytes);
    }
}
