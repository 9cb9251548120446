package io.centralita.network.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.network.router.Gateway;
import io.centralita.network.router.NetworkInterface;
import io.centralita.network.router.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What `demo-network.json` says of one router.
///
/// @param reach how it answers
/// @param clients how many are active on average, by service
/// @param problems how many clients are in trouble
/// @param cpuPercent on average
record Plan(
        String name,
        String identity,
        String address,
        Reach reach,
        Map<Service, Integer> clients,
        int problems,
        int cpuPercent,
        int temperatureCelsius,
        int memoryMegabytes,
        String version,
        List<Port> interfaces,
        List<Gateway> gateways) {

    /// How long a router takes for one read, drawn evenly from the range.
    enum Reach {
        FAST(150, 400),
        /// Many clients to list.
        BUSY(1_150, 1_300),
        SLOW(1_500, 3_000),
        /// Refuses after a moment.
        DOWN(250, 350);

        private final int shortestMillis;
        private final int longestMillis;

        Reach(int shortestMillis, int longestMillis) {
            this.shortestMillis = shortestMillis;
            this.longestMillis = longestMillis;
        }

        int shortestMillis() {
            return shortestMillis;
        }

        int longestMillis() {
            return longestMillis;
        }
    }

    enum State {
        LINK,
        NO_LINK,
        DISABLED
    }

    /// @param rxMegabits received on average, Mbit/s
    /// @param txMegabits sent on average, Mbit/s
    record Port(
            String name,
            NetworkInterface.Type type,
            State state,
            boolean slave,
            double rxMegabits,
            double txMegabits,
            String comment) {}

    static List<Plan> all() {
        return read("demo-network.json", new TypeReference<>() {});
    }

    /// The parts of invented client names.
    record Names(List<String> first, List<String> last) {
        static Names load() {
            return read("demo-names.json", new TypeReference<>() {});
        }

        /// The i-th name, unique below `first × last`.
        String name(long i) {
            var count = (long) first.size() * last.size();
            // 7 919 is prime and shares no factor with the count, so that no name comes twice.
            var spread = Math.floorMod(i * 7_919, count);
            return first.get((int) (spread % first.size()))
                    + "."
                    + last.get((int) (spread / first.size()));
        }
    }

    private static <T> T read(String resource, TypeReference<T> type) {
        try (var in = Objects.requireNonNull(Plan.class.getResourceAsStream(resource), resource)) {
            return new ObjectMapper().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
