package io.centralita.app.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;

/// What was found with so many calls.
///
/// @param baseline the load's report of talking to the model directly
/// @param load its report of the calls
/// @param before the server's sample at the beginning of the recording, and at its end
/// @param idle the server's memory without a call, with the calls, and after them
/// @param told faults that came up, also outside of the recording
record Measurement(
        int calls,
        JsonNode baseline,
        JsonNode load,
        JsonNode before,
        JsonNode after,
        JsonNode idle,
        JsonNode busy,
        JsonNode told) {
    double seconds() {
        return (after.path("atNanos").asLong() - before.path("atNanos").asLong()) / 1e9;
    }

    private double spent(String what) {
        return after.path(what).asDouble() - before.path(what).asDouble();
    }

    /// Of one core, by all calls.
    double cpuPercent() {
        return spent("cpuNanos") / 1e7 / seconds();
    }

    double cpuPercentPerCall() {
        return cpuPercent() / calls;
    }

    long frames() {
        return load.path("framesSent").asLong() + load.path("framesReceived").asLong();
    }

    double allocatedPerFrame() {
        return spent("allocated") / frames();
    }

    double collections() {
        return spent("collections");
    }

    double collectionMs() {
        return spent("collectionMs");
    }

    double heapPerCall() {
        return grown("heap");
    }

    double outsideHeapPerCall() {
        return grown("resident");
    }

    private double grown(String what) {
        return (busy.path(what).asDouble() - idle.path(what).asDouble()) / calls;
    }

    /// In milliseconds.
    double ms(JsonNode report, String what, String percentile) {
        return report.path(what).path(percentile).asDouble() / 1e6;
    }

    long count(String what) {
        return load.path(what).asLong();
    }

    boolean faultless() {
        return told.path("faults").isEmpty() && count("drySlots") == 0 && count("outOfOrder") == 0;
    }
}
