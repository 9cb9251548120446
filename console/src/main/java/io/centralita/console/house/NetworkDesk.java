package io.centralita.console.house;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The answering service that assistants ask about the network. May block; for virtual threads.
public interface NetworkDesk {
    /// How the service and, where they are known, its routers are doing at this moment.
    Status status(Locale language) throws InterruptedException;

    /// Asks as an assistant would.
    Reply ask(String question) throws InterruptedException;

    /// @param own the service is this process's own: its routers are known
    record Status(Service service, boolean own, List<RouterState> routers) {
        public Status {
            routers = List.copyOf(routers);
        }
    }

    /// @param state `up`, `down`
    /// @param url where it is asked
    /// @param detail what is wrong, empty where nothing is
    /// @param answer what a service that is another program says of its routers
    record Service(String state, String url, String detail, @Nullable String answer) {}

    /// One router; what is not known of one that does not answer is null.
    ///
    /// @param state `up`, `down`
    /// @param clients active ones
    /// @param problems clients with trouble
    record RouterState(
            String name,
            String identity,
            String address,
            String state,
            @Nullable Long uptimeSeconds,
            @Nullable Integer cpuPercent,
            @Nullable Integer freeMemoryPercent,
            @Nullable String version,
            @Nullable Integer temperatureCelsius,
            @Nullable Integer clients,
            @Nullable Integer problems) {
        public static RouterState down(String name, String identity, String address) {
            return new RouterState(
                    name, identity, address, "down", null, null, null, null, null, null, null);
        }
    }

    /// @param answered whether the text is an answer, or says why there is none
    record Reply(boolean answered, String text) {}
}
