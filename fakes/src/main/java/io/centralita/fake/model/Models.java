package io.centralita.fake.model;

import java.util.Set;

/// Which model names the service knows, as of autumn 2026. Stateless.
public final class Models {
    /// What is current.
    public static final String RECOMMENDED = "gpt-realtime-2.1";

    private static final Set<String> SERVED =
            Set.of(
                    RECOMMENDED,
                    "gpt-realtime-2.1-mini",
                    "gpt-realtime-2",
                    "gpt-realtime-1.5",
                    "gpt-realtime",
                    "gpt-realtime-2025-08-28",
                    "gpt-realtime-mini",
                    "gpt-realtime-mini-2025-12-15",
                    "gpt-audio-1.5",
                    "gpt-audio-mini");

    private Models() {}

    /// Retired names (`gpt-4o-realtime-preview…`, `gpt-realtime-mini-2025-10-06`) are as unknown as
    /// any other.
    public static boolean serves(String model) {
        return SERVED.contains(model);
    }

    /// Only these take `reasoning` and `parallel_tool_calls`.
    public static boolean reasons(String model) {
        return model.startsWith("gpt-realtime-2.") || model.equals("gpt-realtime-2");
    }
}
